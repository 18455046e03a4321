package dev.jstack.runtime.dockerfile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What COPY or ADD puts where.
 *
 * @param sources paths and patterns as written, here-documents left out
 * @param documents inline files
 * @param chown {@code user[:group]}
 * @param chmod octal or symbolic
 * @param link in a layer of its own, which needs nothing below it
 * @param excludes patterns below each source
 */
public record FileSet(
    List<String> sources,
    List<Heredoc> documents,
    String target,
    @Nullable String chown,
    @Nullable String chmod,
    boolean link,
    List<String> excludes) {
  public FileSet {
    sources = List.copyOf(sources);
    documents = List.copyOf(documents);
    excludes = List.copyOf(excludes);
  }
}
