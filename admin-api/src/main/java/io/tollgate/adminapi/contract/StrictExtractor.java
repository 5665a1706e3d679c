package io.tollgate.adminapi.contract;

import io.tollgate.adminapi.problem.ApiReason;
import io.tollgate.adminapi.problem.InputError;
import io.tollgate.adminapi.problem.Problem;
import io.tollgate.adminapi.problem.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.Json;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.RequestExtractor;
import io.vertx.json.schema.common.dsl.SchemaType;
import io.vertx.openapi.contract.Location;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.ValidatableRequest;
import io.vertx.openapi.validation.impl.RequestParameterImpl;
import io.vertx.openapi.validation.impl.ValidatableRequestImpl;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Hands a request to the contract's checks as it was sent. The router's own extractor decodes what
 * is already decoded, takes the first of a parameter that is there twice, and reads a text that
 * looks like JSON as JSON; here a text stays a text, and parameters that are repeated or that the
 * contract does not know are refused.
 */
public final class StrictExtractor implements RequestExtractor {
  private static final String JSON = "application/json";
  private static final int MAX_NAME_LENGTH = 64;

  /** With the body that a body handler read. */
  public StrictExtractor() {}

  @Override
  public Future<ValidatableRequest> extractValidatableRequest(
      final RoutingContext context, final Operation operation) {
    try {
      return Future.succeededFuture(extract(context, operation));
    } catch (final ProblemException refused) {
      return Future.failedFuture(refused);
    }
  }

  private static ValidatableRequest extract(
      final RoutingContext context, final Operation operation) {
    final MultiMap query = context.queryParams();
    refuseUnknown(query, operation);
    final Map<String, RequestParameter> headers = new HashMap<>();
    final Map<String, RequestParameter> path = new HashMap<>();
    final Map<String, RequestParameter> queried = new HashMap<>();
    for (final Parameter parameter : operation.getParameters()) {
      final String name = parameter.getName();
      switch (parameter.getIn()) {
        case PATH -> path.put(name, value(parameter, List.of(context.pathParam(name))));
        case QUERY -> queried.put(name, value(parameter, query.getAll(name)));
        case HEADER ->
            headers.put(name, value(parameter, context.request().headers().getAll(name)));
        case COOKIE -> throw new IllegalStateException("this API has no cookies");
      }
    }
    final Buffer body = context.body().buffer();
    refuseUntyped(context, body);
    if (operation.getRequestBody() == null) {
      refuseBody(body);
      return new ValidatableRequestImpl(Map.of(), headers, path, queried);
    }
    final RequestParameter checked =
        new RequestParameterImpl(body == null ? null : StrictJson.checked(body));
    return new ValidatableRequestImpl(Map.of(), headers, path, queried, checked, JSON);
  }

  private static RequestParameter value(final Parameter parameter, final List<String> values) {
    if (values.isEmpty()) {
      return new RequestParameterImpl(null);
    }
    if (values.size() > 1) {
      throw invalid(parameter.getIn(), parameter.getName(), "is there more than once");
    }
    final String text = values.get(0);
    final boolean numeric =
        parameter.getSchemaType() != SchemaType.STRING && text.matches("-?[0-9]{1,19}");
    return new RequestParameterImpl(numeric ? text : Json.encode(text));
  }

  private static void refuseUnknown(final MultiMap query, final Operation operation) {
    final Set<String> known =
        operation.getParameters().stream()
            .filter(parameter -> parameter.getIn() == Location.QUERY)
            .map(Parameter::getName)
            .collect(Collectors.toSet());
    final List<InputError> errors = new ArrayList<>();
    for (final String name : query.names()) {
      if (!known.contains(name)) {
        errors.add(new InputError("query", shortened(name), "is not known here"));
      }
    }
    if (!errors.isEmpty()) {
      throw new ProblemException(
          Problem.of(ApiReason.REQUEST_INVALID, "there are unknown parameters", errors));
    }
  }

  private static void refuseUntyped(final RoutingContext context, final Buffer body) {
    if (body != null
        && body.length() > 0
        && !context.request().headers().contains(HttpHeaders.CONTENT_TYPE)) {
      throw new ProblemException(
          Problem.of(ApiReason.UNSUPPORTED_MEDIA_TYPE, "send application/json in UTF-8"));
    }
  }

  private static void refuseBody(final Buffer body) {
    if (body != null && body.length() > 0) {
      throw new ProblemException(
          Problem.of(
              ApiReason.REQUEST_INVALID,
              "this operation takes no body",
              List.of(new InputError("body", "", "must be empty"))));
    }
  }

  private static ProblemException invalid(
      final Location in, final String name, final String message) {
    return new ProblemException(
        Problem.of(
            ApiReason.REQUEST_INVALID,
            "the request breaks the contract",
            List.of(new InputError(InputErrors.textOf(in), name, message))));
  }

  private static String shortened(final String name) {
    return name.length() <= MAX_NAME_LENGTH ? name : name.substring(0, MAX_NAME_LENGTH);
  }
}
