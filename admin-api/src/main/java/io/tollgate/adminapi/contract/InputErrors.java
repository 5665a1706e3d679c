package io.tollgate.adminapi.contract;

import io.tollgate.adminapi.problem.ApiReason;
import io.tollgate.adminapi.problem.InputError;
import io.tollgate.adminapi.problem.Problem;
import io.vertx.json.schema.OutputUnit;
import io.vertx.openapi.contract.Location;
import io.vertx.openapi.validation.SchemaValidationException;
import io.vertx.openapi.validation.ValidatorException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says where a request breaks the contract, without repeating what was sent. */
public final class InputErrors {
  private static final Pattern PARAMETER =
      Pattern.compile("\\b(path|query|header|cookie) parameter ([A-Za-z_-]+)");
  private static final Pattern KEYWORD = Pattern.compile("/([A-Za-z]+)$");
  private static final int MAX_NAME_LENGTH = 128;
  private static final String DETAIL = "the request breaks the contract";

  private InputErrors() {}

  /** The problem of a request that the contract refuses. */
  public static Problem problemOf(final ValidatorException failure) {
    final Matcher parameter = PARAMETER.matcher(failure.getMessage());
    final String in = parameter.find() ? parameter.group(1) : "body";
    final String name = "body".equals(in) ? "" : parameter.group(2);
    final List<InputError> errors = new ArrayList<>();
    if (failure instanceof SchemaValidationException schema
        && schema.getOutputUnit().getErrors() != null) {
      schema.getOutputUnit().getErrors().stream()
          .filter(unit -> !isSummary(unit))
          .map(unit -> errorOf(unit, in, name))
          .distinct()
          .forEach(errors::add);
    }
    if (errors.isEmpty()) {
      errors.add(new InputError(in, name, messageOf(failure)));
    }
    return Problem.of(ApiReason.REQUEST_INVALID, DETAIL, errors);
  }

  static String textOf(final Location location) {
    return location.name().toLowerCase(Locale.ROOT);
  }

  private static boolean isSummary(final OutputUnit unit) {
    final String keyword = keywordOf(unit);
    return "$ref".equals(keyword) || "properties".equals(keyword) || "items".equals(keyword);
  }

  private static InputError errorOf(
      final OutputUnit unit, final String in, final String parameterName) {
    final String pointer = unit.getInstanceLocation().replaceFirst("^#", "");
    final String name = "body".equals(in) ? pointer : parameterName;
    return new InputError(in, shortened(name), messageOf(unit));
  }

  private static String messageOf(final OutputUnit unit) {
    return switch (keywordOf(unit)) {
      case "type" -> "has the wrong type";
      case "required" -> "lacks " + quotedIn(unit);
      case "additionalProperties" -> "is not known here";
      case "enum", "const" -> "is none of the values it may have";
      case "pattern", "format" -> "does not have the form it must have";
      case "minimum", "exclusiveMinimum" -> "is too small";
      case "maximum", "exclusiveMaximum" -> "is too large";
      case "minLength" -> "is too short";
      case "maxLength" -> "is too long";
      case "minItems" -> "has too few items";
      case "maxItems" -> "has too many items";
      case "uniqueItems" -> "has an item twice";
      case "minProperties" -> "has too few members";
      case "maxProperties" -> "has too many members";
      case "dependentRequired" -> "has members that need others";
      default -> "is not what it must be";
    };
  }

  private static String messageOf(final ValidatorException failure) {
    return switch (failure.type()) {
      case MISSING_REQUIRED_PARAMETER -> "is missing";
      case UNSUPPORTED_VALUE_FORMAT, ILLEGAL_VALUE, INVALID_VALUE_FORMAT ->
          "is not what it must be";
      default -> "is not what it must be";
    };
  }

  /** The member that is missing is named by the contract, so it may be repeated. */
  private static String quotedIn(final OutputUnit unit) {
    final Matcher quoted = Pattern.compile("\"([a-z_]+)\"").matcher(unit.getError());
    return quoted.find() ? quoted.group(1) : "a member";
  }

  private static String keywordOf(final OutputUnit unit) {
    final String location = unit.getKeywordLocation();
    final Matcher keyword = KEYWORD.matcher(location == null ? "" : location);
    if (location != null && location.endsWith("/$ref")) {
      return "$ref";
    }
    return keyword.find() ? keyword.group(1) : "";
  }

  private static String shortened(final String name) {
    return name.length() <= MAX_NAME_LENGTH ? name : name.substring(0, MAX_NAME_LENGTH);
  }
}
