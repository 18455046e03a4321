package dev.jstack.client;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;

/** Runs the command in this process, with the full class path, when no engine is possible. */
final class InProcess {
  private static final String MAIN = "dev.jstack.cli.LocalMain";

  private InProcess() {}

  /** Returns the command's exit code; {@code reason} is why it can have no engine. */
  static int run(String[] arguments, String reason) throws IOException {
    try {
      // Never closed: the process ends with the command.
      @SuppressWarnings("resource")
      var loader = new URLClassLoader(new URL[] {program()}, ClassLoader.getPlatformClassLoader());
      var run = loader.loadClass(MAIN).getMethod("run", String[].class, String.class);
      return (int) run.invoke(null, arguments, reason);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(String.valueOf(e.getCause()), e);
    } catch (ReflectiveOperationException e) {
      throw new IOException("incomplete installation: " + e.getMessage(), e);
    }
  }

  /** The program's jar; its manifest names the others. */
  private static URL program() throws MalformedURLException {
    return Build.home().resolve("lib/jstack.jar").toUri().toURL();
  }
}
