package dev.jstack.compose.text;

import dev.jstack.compose.code.Code;
import dev.jstack.runtime.JstackException;

/** A template needs a variable that has no value. */
public final class MissingVariableException extends JstackException {
  private static final long serialVersionUID = 1;

  MissingVariableException(String message, String hint) {
    super(message, hint, null);
  }

  /** What kind of problem a failed substitution is. */
  public static Code code(JstackException e) {
    return e instanceof MissingVariableException ? Code.REQUIRED_VARIABLE : Code.TEMPLATE;
  }
}
