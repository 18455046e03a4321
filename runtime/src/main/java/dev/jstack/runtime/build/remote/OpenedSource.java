package dev.jstack.runtime.build.remote;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.build.file.LocalArchive;
import dev.jstack.runtime.build.request.BuildOptions;
import dev.jstack.runtime.build.request.BuildSource;
import dev.jstack.runtime.build.request.SourceFiles;
import dev.jstack.runtime.build.source.GoPath;
import dev.jstack.runtime.build.source.WorkPlace;
import dev.jstack.runtime.layer.Compression;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A source that can be built; closing it removes what was fetched for it. */
public final class OpenedSource implements AutoCloseable {
  private static final String STANDARD_INPUT = "-";
  private static final String DEFAULT_FILE = "Dockerfile";

  private final BuildSource source;
  private final @Nullable FetchedContext fetched;

  private OpenedSource(BuildSource source, @Nullable FetchedContext fetched) {
    this.source = source;
    this.fetched = fetched;
  }

  public BuildSource source() {
    return source;
  }

  /** The same with additional contexts. */
  public OpenedSource with(Map<String, String> contexts) {
    return new OpenedSource(source.with(contexts), fetched);
  }

  /** A directory; {@code dockerfile} as in {@link BuildSource#load}, or an address. */
  public static OpenedSource directory(
      Path directory, @Nullable String dockerfile, Path temporary) {
    if (dockerfile != null && RemoteFile.isRemote(dockerfile)) {
      return new OpenedSource(BuildSource.inline(directory, text(dockerfile, temporary)), null);
    }
    var file = dockerfile == null ? null : Path.of(dockerfile);
    return new OpenedSource(BuildSource.load(directory, file), null);
  }

  /** A directory with the Dockerfile on standard input. */
  public static OpenedSource inline(Path directory, InputStream input) {
    return new OpenedSource(BuildSource.inline(directory, text(input)), null);
  }

  /** Standard input: a tar with the files, or a Dockerfile that copies none. */
  public static OpenedSource piped(InputStream input, @Nullable String dockerfile, Path temporary) {
    var start = new PushbackInputStream(input, LocalArchive.HEADER);
    try {
      var header = start.readNBytes(LocalArchive.HEADER);
      start.unread(header);
      boolean packed = Compression.of(header) != Compression.NONE || LocalArchive.isHeader(header);
      if (!packed) {
        return new OpenedSource(BuildSource.inline(null, text(start)), null);
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
    var context = FetchedContext.unpack(start, "standard input", temporary);
    return of(context, dockerfile);
  }

  /** A repository, an archive or a Dockerfile behind an address. */
  public static OpenedSource remote(
      ContextPlace place, @Nullable String dockerfile, BuildOptions options, Path temporary) {
    if (place instanceof ContextPlace.Download(var address)) {
      return downloaded(address, dockerfile, temporary);
    }
    return of(FetchedContext.fetch(place, options, temporary), dockerfile);
  }

  private static OpenedSource downloaded(
      String address, @Nullable String dockerfile, Path temporary) {
    try (var work = WorkPlace.in(temporary);
        var input = Files.newInputStream(work.path().resolve(fetch(address, work)))) {
      return piped(input, dockerfile, temporary);
    } catch (IOException e) {
      throw new JstackException("cannot read " + address + ": " + e.getMessage(), e);
    }
  }

  private static String fetch(String address, WorkPlace work) {
    return RemoteFile.fetch(address, work.path());
  }

  private static OpenedSource of(FetchedContext context, @Nullable String dockerfile) {
    try (var root = context.root()) {
      var name = dockerfile == null ? DEFAULT_FILE : GoPath.relative(dockerfile);
      return new OpenedSource(SourceFiles.within(root, context.path(), name), context);
    } catch (RuntimeException e) {
      context.close();
      throw e;
    }
  }

  private static String text(String address, Path temporary) {
    try (var work = WorkPlace.in(temporary)) {
      return Files.readString(work.path().resolve(fetch(address, work)));
    } catch (IOException e) {
      throw new JstackException("cannot read " + address + ": " + e.getMessage(), e);
    }
  }

  private static String text(InputStream input) {
    try {
      return new String(input.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static JstackException unreadable(IOException cause) {
    return new JstackException("cannot read standard input: " + cause.getMessage(), cause);
  }

  /** Whether a context or a Dockerfile lies elsewhere, rather than in a file of this machine. */
  public static boolean isRemote(String text) {
    return RemoteSource.isRemote(text);
  }

  public static boolean isStandardInput(@Nullable String text) {
    return STANDARD_INPUT.equals(text);
  }

  @Override
  public void close() {
    if (fetched != null) {
      fetched.close();
    }
  }
}
