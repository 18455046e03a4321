package dev.jstack.runtime.dockerfile;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One instruction of a Dockerfile, checked as far as its text goes; variables are not yet replaced
 * (see {@link ShellLexer}).
 */
public sealed interface Instruction {
  Source source();

  /** {@code FROM [--platform=P] image [AS name]}; the name is in lower case. */
  record From(Source source, String image, @Nullable String platform, @Nullable String name)
      implements Instruction {}

  /** {@code RUN}; {@code network} is default, none or host, or null when it doesn't say. */
  record Run(
      Source source,
      Command command,
      List<Heredoc> documents,
      List<RunMount> mounts,
      @Nullable String network)
      implements Instruction {}

  /** {@code COPY}; {@code from} is a stage's name or number, a context or an image. */
  record Copy(Source source, FileSet files, @Nullable String from, boolean parents)
      implements Instruction {}

  /**
   * {@code ADD}; {@code unpack} null is the rule: local archives yes, downloads no; {@code
   * keepsGit} null leaves it to the address.
   */
  record Add(
      Source source,
      FileSet files,
      @Nullable Boolean unpack,
      @Nullable String checksum,
      @Nullable Boolean keepsGit)
      implements Instruction {}

  record Env(Source source, List<Setting> settings) implements Instruction {}

  record Arg(Source source, List<Setting> settings) implements Instruction {}

  record Label(Source source, List<Setting> settings) implements Instruction {}

  record Workdir(Source source, String path) implements Instruction {}

  record User(Source source, String user) implements Instruction {}

  record Expose(Source source, List<String> ports) implements Instruction {}

  record Volume(Source source, List<String> paths) implements Instruction {}

  record Cmd(Source source, Command command) implements Instruction {}

  record Entrypoint(Source source, Command command) implements Instruction {}

  record Shell(Source source, List<String> shell) implements Instruction {}

  record StopSignal(Source source, String signal) implements Instruction {}

  /** {@code HEALTHCHECK}; {@code command} null is NONE; times not given are null, retries 0. */
  record Healthcheck(
      Source source,
      @Nullable Command command,
      @Nullable Duration interval,
      @Nullable Duration timeout,
      @Nullable Duration startPeriod,
      @Nullable Duration startInterval,
      int retries)
      implements Instruction {}

  /** {@code ONBUILD}; {@code text} is parsed again in the child build. */
  record OnBuild(Source source, String text) implements Instruction {}

  record Maintainer(Source source, String name) implements Instruction {}
}
