package dev.jstack.cli.frame;

/** The program's version. */
public final class Version {
  private Version() {}

  /** {@code 0.1.0}, from the jar's manifest; {@code dev} when run from class files. */
  public static String number() {
    var version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "dev" : version;
  }

  public static String line() {
    return "jstack version " + number();
  }
}
