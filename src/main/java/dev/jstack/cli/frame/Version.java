package dev.jstack.cli.frame;

/** The program's version. */
public final class Version {
  private Version() {}

  /** {@code 0.1.0}, from the jar's manifest; {@code dev} when run from class files. */
  public static String number() {
    var version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "dev" : version;
  }

  /** With a word on whose engine it is, unless that is root's. */
  public static String line() {
    var user = EngineUser.own();
    return "jstack version " + number() + (user.isRootless() ? ", rootless as " + user : "");
  }
}
