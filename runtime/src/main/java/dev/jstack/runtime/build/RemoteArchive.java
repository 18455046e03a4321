package dev.jstack.runtime.build;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.build.remote.RemoteFile;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;

/** An archive on a web server, read while it comes. */
public final class RemoteArchive {
  private RemoteArchive() {}

  public static boolean isRemote(String source) {
    return RemoteFile.isRemote(source);
  }

  /** Redirects are followed as ADD follows them. The caller closes it. */
  public static InputStream open(String source) {
    var client = RemoteFile.client();
    try {
      var uri = RemoteFile.address(source);
      var response = RemoteFile.send(client, source, uri, BodyHandlers.ofInputStream());
      return new Body(response.body(), client);
    } catch (InterruptedException e) {
      client.close();
      Thread.currentThread().interrupt();
      throw new JstackException("interrupted while loading " + source, e);
    } catch (IOException e) {
      client.close();
      throw new JstackException("failed to load " + source + ": " + RemoteFile.reason(e), e);
    }
  }

  /** The connection ends with the stream. */
  private static final class Body extends FilterInputStream {
    private final HttpClient client;

    Body(InputStream body, HttpClient client) {
      super(body);
      this.client = client;
    }

    @Override
    public void close() {
      client.shutdownNow();
      client.close();
    }
  }
}
