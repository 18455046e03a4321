package dev.jstack.runtime.build;

import dev.jstack.runtime.JstackException;
import org.jspecify.annotations.Nullable;

/**
 * A build failed at one instruction. The message is the short reason, {@code process "/bin/sh -c
 * exit 7" did not complete successfully: exit code: 7}; {@link #block} is what is shown before it.
 */
public final class BuildException extends JstackException {
  private static final long serialVersionUID = 1;

  private final String block;

  BuildException(String message, String block, @Nullable Throwable cause) {
    super(message, cause);
    this.block = block;
  }

  /** The step's last output lines and the Dockerfile around the instruction, as BuildKit shows. */
  public String block() {
    return block;
  }
}
