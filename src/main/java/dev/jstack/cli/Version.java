package dev.jstack.cli;

/** The program's version. */
final class Version {
  private Version() {}

  /** {@code 0.1.0}, from the jar's manifest; {@code dev} when run from class files. */
  static String number() {
    var version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "dev" : version;
  }

  static String line() {
    return "jstack version " + number();
  }
}
