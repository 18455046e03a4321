package dev.jstack.cli.frame;

import dev.jstack.runtime.JstackException;
import java.io.IOException;
import java.util.Locale;

/** Asks the user before something is lost. */
public final class Question {
  private final Session session;

  public Question(Session session) {
    this.session = session;
  }

  /** Asks on standard output, as docker does; anything but yes, or no answer at all, is no. */
  public boolean yes(String text) {
    session.out().print(text + " ");
    session.out().flush();
    String answer = line().strip().toLowerCase(Locale.ROOT);
    return answer.equals("y") || answer.equals("yes");
  }

  private String line() {
    var line = new StringBuilder();
    try {
      int next = session.invocation().in().read();
      while (next >= 0 && next != '\n') {
        line.append((char) next);
        next = session.invocation().in().read();
      }
    } catch (IOException e) {
      throw new JstackException("cannot read the answer", e);
    }
    return line.toString();
  }
}
