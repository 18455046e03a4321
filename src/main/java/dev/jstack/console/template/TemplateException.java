package dev.jstack.console.template;

/** A mistake in a template; {@link Template} adds which one. */
final class TemplateException extends RuntimeException {
  private static final long serialVersionUID = 1;

  TemplateException(String message) {
    super(message);
  }
}
