package dev.jstack.runtime.build;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.build.graph.StageGraph.Origin;
import dev.jstack.runtime.build.remote.RemoteSource;
import dev.jstack.runtime.build.source.GoPath;
import dev.jstack.runtime.build.source.KeyHash;
import dev.jstack.runtime.build.source.Picked;
import dev.jstack.runtime.build.source.SourceFinder;
import dev.jstack.runtime.build.source.SourceTree;
import dev.jstack.runtime.dockerfile.FileSet;
import dev.jstack.runtime.dockerfile.Heredoc;
import dev.jstack.runtime.dockerfile.Instruction;
import dev.jstack.runtime.image.Digest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * COPY or ADD with its variables replaced.
 *
 * @param verb COPY or ADD
 * @param from null for the build context
 * @param remotes what to fetch from elsewhere
 * @param checksum what the one remote file must have, or null
 * @param target absolute
 * @param written the target as the user has it
 * @param intoDirectory the target was written as a directory
 * @param link it lies in a layer of its own, which needs nothing below it
 */
record CopyStep(
    String verb,
    @Nullable Origin from,
    List<String> sources,
    List<RemoteSource> remotes,
    @Nullable String checksum,
    List<InlineFile> documents,
    String target,
    String written,
    boolean intoDirectory,
    @Nullable String chown,
    @Nullable String chmod,
    boolean parents,
    Unpacking unpacking,
    boolean link,
    List<String> excludes) {
  /** Which archives are unpacked. */
  enum Unpacking {
    NONE,
    LOCAL,
    ALL
  }

  /** A here-document that becomes a file. */
  record InlineFile(String name, String content) {}

  static CopyStep of(Instruction.Copy copy, @Nullable Origin from, StageState state) {
    return of("COPY", copy.files(), from, copy.parents(), Unpacking.NONE, List.of(), null, state);
  }

  /** All of a directory that a FROM names. */
  static CopyStep all(Origin.Context context) {
    return new CopyStep(
        "COPY",
        context,
        List.of("/"),
        List.of(),
        null,
        List.of(),
        "/",
        "/",
        true,
        null,
        null,
        false,
        Unpacking.NONE,
        false,
        List.of());
  }

  static CopyStep of(Instruction.Add add, StageState state) {
    var unpack = add.unpack();
    var unpacking = unpack == null ? Unpacking.LOCAL : unpack ? Unpacking.ALL : Unpacking.NONE;
    var checksum = state.expandOrNull(add.checksum());
    var remotes = new ArrayList<RemoteSource>();
    for (var source : add.files().sources()) {
      RemoteSource.of(state.expand(source))
          .ifPresent(remote -> remotes.add(settled(remote, checksum, add.keepsGit())));
    }
    if (checksum != null) {
      refuseManySources(remotes, add.files());
    }
    return of("ADD", add.files(), null, false, unpacking, remotes, checksum, state);
  }

  private static RemoteSource settled(
      RemoteSource remote, @Nullable String checksum, @Nullable Boolean keepsGit) {
    return remote instanceof RemoteSource.Git(var reference)
        ? new RemoteSource.Git(reference.with(checksum, keepsGit))
        : remote;
  }

  private static void refuseManySources(List<RemoteSource> remotes, FileSet files) {
    if (files.sources().size() + files.documents().size() != 1) {
      throw new JstackException("checksum can't be specified for multiple sources");
    }
    if (remotes.isEmpty()) {
      throw new JstackException("checksum requires HTTP(S) or Git sources");
    }
  }

  private static CopyStep of(
      String verb,
      FileSet files,
      @Nullable Origin from,
      boolean parents,
      Unpacking unpacking,
      List<RemoteSource> remotes,
      @Nullable String checksum,
      StageState state) {
    var target = state.expand(files.target());
    boolean adds = verb.equals("ADD");
    return new CopyStep(
        verb,
        from,
        files.sources().stream()
            .map(state::expand)
            .filter(each -> !adds || !RemoteSource.isRemote(each))
            .toList(),
        remotes,
        checksum,
        files.documents().stream().map(document -> inline(document, state)).toList(),
        state.absolute(target),
        target,
        GoPath.namesDirectory(target),
        state.expandOrNull(files.chown()),
        state.expandOrNull(files.chmod()),
        parents,
        unpacking,
        files.link(),
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
    hash.add(chown).add(chmod).add(parents).add(unpacking.name()).add(excludes);
    documents.forEach(file -> hash.add(file.name).add(file.content));
    return hash.digest();
  }

  /** For the history. */
  String createdBy() {
    return text() + " # buildkit";
  }

  String text() {
    var text = new StringBuilder(verb);
    if (chown != null) {
      text.append(" --chown=").append(chown);
    }
    if (chmod != null) {
      text.append(" --chmod=").append(chmod);
    }
    sources.forEach(source -> text.append(' ').append(source));
    remotes.forEach(source -> text.append(' ').append(source.text()));
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
