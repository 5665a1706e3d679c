/** The REST API for operators, approvers and auditors; it holds no business rules. */
package io.tollgate.adminapi;
