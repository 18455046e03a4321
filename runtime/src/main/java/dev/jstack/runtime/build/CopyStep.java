package dev.jstack.runtime.build;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.build.StageGraph.Origin;
import dev.jstack.runtime.dockerfile.FileSet;
import dev.jstack.runtime.dockerfile.Heredoc;
import dev.jstack.runtime.image.Digest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * COPY or ADD with its variables replaced.
 *
 * @param verb COPY or ADD
 * @param from null for the build context
 * @param remotes addresses of files to download
 * @param checksum what the one remote file must have, or null
 * @param target absolute
 * @param written the target as the user has it
 * @param intoDirectory the target was written as a directory
 * @param unpack local archives are unpacked
 */
record CopyStep(
    String verb,
    @Nullable Origin from,
    List<String> sources,
    List<String> remotes,
    @Nullable String checksum,
    List<InlineFile> documents,
    String target,
    String written,
    boolean intoDirectory,
    @Nullable String chown,
    @Nullable String chmod,
    boolean parents,
    boolean unpack,
    List<String> excludes) {
  /** A here-document that becomes a file. */
  record InlineFile(String name, String content) {}

  static CopyStep of(
      String verb,
      FileSet files,
      @Nullable String checksum,
      @Nullable Origin from,
      boolean parents,
      boolean unpack,
      StageState state) {
    var target = state.expand(files.target());
    var sources = files.sources().stream().map(state::expand).toList();
    boolean adds = verb.equals("ADD");
    return new CopyStep(
        verb,
        from,
        sources.stream().filter(each -> !adds || !RemoteFile.isRemote(each)).toList(),
        sources.stream().filter(each -> adds && RemoteFile.isRemote(each)).toList(),
        state.expandOrNull(checksum),
        files.documents().stream().map(document -> inline(document, state)).toList(),
        state.absolute(target),
        target,
        GoPath.namesDirectory(target),
        state.expandOrNull(files.chown()),
        state.expandOrNull(files.chmod()),
        parents,
        unpack,
        files.excludes().stream().map(state::expand).toList());
  }

  private static InlineFile inline(Heredoc document, StageState state) {
    var body = document.body();
    var variables = state.variables();
    var content =
        document.expand() ? state.lexer().keepingQuotes().expand(body, variables::get) : body;
    return new InlineFile(document.name(), content);
  }

  /** What it takes from a tree. */
  List<Picked> pick(SourceTree tree) {
    var finder = new SourceFinder(tree, parents);
    var picked = new ArrayList<Picked>();
    for (var source : sources) {
      picked.addAll(finder.find(source));
    }
    return picked;
  }

  /** Names the files without looking at them; only for trees that never change. */
  Digest selection(Digest tree) {
    return new KeyHash("selection").add(tree).add(sources).add(excludes).add(parents).digest();
  }

  /** The cache key: on these files, taking this content. */
  Digest key(Digest files, Digest content) {
    var hash = new KeyHash("copy");
    hash.add(files).add(content).add(target).add(intoDirectory);
    hash.add(chown).add(chmod).add(parents).add(unpack).add(excludes);
    documents.forEach(file -> hash.add(file.name).add(file.content));
    return hash.digest();
  }

  /** For the history. */
  String createdBy() {
    return text() + " # buildkit";
  }

  String text() {
    var text = new StringBuilder(verb);
    if (parents) {
      text.append(" --parents");
    }
    if (chown != null) {
      text.append(" --chown=").append(chown);
    }
    if (chmod != null) {
      text.append(" --chmod=").append(chmod);
    }
    excludes.forEach(pattern -> text.append(" --exclude=").append(pattern));
    sources.forEach(source -> text.append(' ').append(source));
    remotes.forEach(source -> text.append(' ').append(source));
    documents.forEach(file -> text.append(" <<").append(file.name));
    return text.append(' ').append(written).toString();
  }

  /** Several files can't become one. */
  void refuseOverwriting(List<Picked> picked, boolean targetIsDirectory) {
    long files = picked.stream().filter(each -> !each.isDirectory()).count() + documents.size();
    if (files > 1 && !targetIsDirectory && !parents) {
      throw new JstackException(
          "when using "
              + verb
              + " with more than one source file, the destination must be a directory and end with"
              + " a /");
    }
  }
}
