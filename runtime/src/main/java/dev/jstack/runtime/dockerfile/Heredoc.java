package dev.jstack.runtime.dockerfile;

import java.util.regex.Pattern;

/**
 * A here-document of RUN, COPY or ADD.
 *
 * @param name the word that ends it; COPY takes it as the file's name
 * @param expand variables in the body are replaced (the word was not quoted)
 * @param chomp leading tabs go away ({@code <<-})
 * @param descriptor the number before {@code <<}, mostly empty
 * @param content every line with its newline, as written
 */
public record Heredoc(
    String name, boolean expand, boolean chomp, String descriptor, String content) {
  private static final Pattern LEADING_TABS = Pattern.compile("(?m)^\t+");

  Heredoc with(String body) {
    return new Heredoc(name, expand, chomp, descriptor, body);
  }

  /** The body as the program or the file gets it. */
  public String body() {
    return chomp ? LEADING_TABS.matcher(content).replaceAll("") : content;
  }
}
