package io.tollgate.adminapi.docs;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;

/**
 * The browsable reference: Swagger UI from the class path. Its files are named here one by one and
 * are all in memory, so no path of a request ever becomes a path of a file; and the page may load
 * nothing from anywhere else.
 */
public final class DocsPage {
  private static final String WEBJAR = "/META-INF/resources/webjars/swagger-ui/";
  private static final String WEBJAR_POM = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";
  private static final String OWN = "/docs/";
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
          + "img-src 'self' data:; connect-src 'self'; font-src 'self'; base-uri 'none'; "
          + "form-action 'none'; frame-ancestors 'none'";

  private final Asset page;
  private final Map<String, Asset> assets;

  /**
   * Loads the page.
   *
   * @throws IllegalStateException where a part of it is not on the class path.
   */
  public DocsPage() {
    final String webjar = WEBJAR + webjarVersion() + "/";
    page = new Asset("text/html; charset=utf-8", read(OWN + "index.html"));
    assets =
        Map.of(
            "tollgate.js", new Asset("text/javascript; charset=utf-8", read(OWN + "tollgate.js")),
            "tollgate.css", new Asset("text/css; charset=utf-8", read(OWN + "tollgate.css")),
            "swagger-ui.css", new Asset("text/css; charset=utf-8", read(webjar + "swagger-ui.css")),
            "swagger-ui-bundle.js",
                new Asset("text/javascript; charset=utf-8", read(webjar + "swagger-ui-bundle.js")));
  }

  /** Answers with the page. */
  public void page(final RoutingContext context) {
    send(context.response(), page);
  }

  /** Answers with one of the page's parts, or leaves the request to the next handler. */
  public void asset(final RoutingContext context) {
    final Asset asset = assets.get(context.pathParam("asset"));
    if (asset == null) {
      context.next();
      return;
    }
    send(context.response(), asset);
  }

  private static void send(final HttpServerResponse response, final Asset asset) {
    response.putHeader("Content-Security-Policy", POLICY);
    response.putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
    response.putHeader(HttpHeaders.CONTENT_TYPE, asset.contentType());
    response.end(asset.content());
  }

  private static String webjarVersion() {
    final Properties properties = new Properties();
    try (InputStream stream = open(WEBJAR_POM)) {
      properties.load(stream);
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }

  private static Buffer read(final String resource) {
    try (InputStream stream = open(resource)) {
      return Buffer.buffer(stream.readAllBytes());
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(final String resource) {
    final InputStream stream = DocsPage.class.getResourceAsStream(resource);
    if (stream == null) {
      throw new IllegalStateException("missing on the class path: " + resource);
    }
    return stream;
  }

  private record Asset(String contentType, Buffer content) {}
}
