package dev.jstack.compose.load;

/**
 * What {@code config} may leave out of its work, to show the model in between.
 *
 * @param written variables, short commands and units stay as they are written
 * @param defaults nothing implied is written down
 * @param paths relative paths stay
 * @param consistency references and exclusive keys are not checked
 */
public record Leave(boolean written, boolean defaults, boolean paths, boolean consistency) {
  /** The whole work. */
  public static final Leave NOTHING = new Leave(false, false, false, false);
}
