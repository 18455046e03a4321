package dev.jstack.runtime.registry;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.image.JsonFields;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what went wrong with a registry. */
final class Failures {
  private static final int LARGEST = 1 << 16;

  private Failures() {}

  /** From an answer that is no success (distribution-spec, error codes). */
  static RegistryException of(Reply reply, String subject) {
    String reason = String.join("; ", reasons(reply));
    String nothing = reply.status() == 401 ? "authentication required" : "status " + reply.status();
    String said = reason.isEmpty() ? nothing : reason;
    return new RegistryException(
        reply.status(), subject + ": " + said, hint(reply.status(), said), null);
  }

  private static @Nullable String hint(int status, String reason) {
    if (status == 401 || (status == 403 && !reason.contains("DENIED_BY"))) {
      return "it may not exist, or may need \"jstack login\"";
    }
    return status == 429 ? "who logs in may do more: \"jstack login\"" : null;
  }

  private static List<String> reasons(Reply reply) {
    var reasons = new ArrayList<String>();
    try {
      var fields = JsonFields.parse(reply.document(LARGEST), "error");
      for (JsonFields error : fields.objects("errors")) {
        String message = error.text("message");
        reasons.add(message.isEmpty() ? error.text("code") : message);
      }
    } catch (IOException | JstackException e) {
      // The status says enough.
    }
    return reasons;
  }

  /** From an exception of the network, which may have no message at all. */
  static String reason(IOException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException) {
        return "no such host";
      }
    }
    return switch (failure) {
      case ConnectException _ -> "connection refused";
      case HttpTimeoutException timeout -> String.valueOf(timeout.getMessage());
      default ->
          failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    };
  }
}
