package dev.jstack.runtime.registry;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.OptionalLong;

/** A registry's answer; closing it drops what was not read. */
record Reply(URI uri, int status, HttpHeaders headers, BodyInput body) implements AutoCloseable {
  static Reply of(HttpResponse<BodyInput> response) {
    return new Reply(response.uri(), response.statusCode(), response.headers(), response.body());
  }

  String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  OptionalLong length() {
    return headers.firstValueAsLong("content-length");
  }

  /** The media type without its parameters. */
  String mediaType() {
    String type = header("content-type");
    int semicolon = type.indexOf(';');
    return (semicolon < 0 ? type : type.substring(0, semicolon)).strip();
  }

  /** The whole body; more than {@code largest} bytes are refused. */
  byte[] document(int largest) throws IOException {
    byte[] content = body.readNBytes(largest + 1);
    if (content.length > largest) {
      throw new RegistryException(status, uri + ": answers with more than " + largest + " bytes");
    }
    return content;
  }

  @Override
  public void close() {
    body.close();
  }
}
