package dev.jstack.runtime.linux;

/**
 * Names of the extended attributes in which overlayfs keeps what a directory alone can't say. Root
 * of a user namespace may not set trusted ones; an overlay mounted there has the user's ({@code
 * userxattr}).
 */
public final class OverlayAttributes {
  private static final String TRUSTED = "trusted.overlay.";
  private static final String USER = "user.overlay.";
  private static final String OWN = OwnUser.isConfined() ? USER : TRUSTED;

  /** On a directory with the value {@code y}: nothing of the layers below shows in it. */
  public static final String OPAQUE = OWN + "opaque";

  /** Where in the layers below a directory's content is. */
  public static final String REDIRECT = OWN + "redirect";

  /** On a file that has its attributes only. */
  public static final String METACOPY = OWN + "metacopy";

  private OverlayAttributes() {}

  /** Whether an attribute is overlayfs's, of whichever kind. */
  public static boolean is(String name) {
    return name.startsWith(TRUSTED) || name.startsWith(USER);
  }
}
