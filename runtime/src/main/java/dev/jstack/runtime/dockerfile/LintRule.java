package dev.jstack.runtime.dockerfile;

import dev.jstack.runtime.Problem;
import dev.jstack.runtime.SourceLocation;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** What is allowed in a Dockerfile but rarely meant; names and words are BuildKit's. */
public enum LintRule {
  STAGE_NAME_CASING("Stage names should be lowercase"),
  FROM_AS_CASING("The 'as' keyword should match the case of the 'from' keyword"),
  NO_EMPTY_CONTINUATION("Empty continuation lines will become errors in a future release"),
  CONSISTENT_INSTRUCTION_CASING(
      "All commands within the Dockerfile should use the same casing (either upper or lower)"),
  DUPLICATE_STAGE_NAME("Stage names should be unique"),
  RESERVED_STAGE_NAME("Reserved words should not be used as stage names"),
  JSON_ARGS_RECOMMENDED(
      "JSON arguments recommended for ENTRYPOINT/CMD to prevent unintended behavior related to OS"
          + " signals"),
  MAINTAINER_DEPRECATED(
      "The MAINTAINER instruction is deprecated, use a label instead to define an image author"),
  UNDEFINED_ARG_IN_FROM("FROM command must use declared ARGs"),
  WORKDIR_RELATIVE_PATH(
      "Relative workdir without an absolute workdir declared within the build can have unexpected"
          + " results if the base image changes"),
  UNDEFINED_VAR("Variables should be defined before their use"),
  MULTIPLE_INSTRUCTIONS_DISALLOWED(
      "Multiple instructions of the same type should not be used in the same stage"),
  LEGACY_KEY_VALUE_FORMAT("Legacy key/value format with whitespace separator should not be used"),
  REDUNDANT_TARGET_PLATFORM(
      "Setting platform to predefined $TARGETPLATFORM in FROM is redundant as this is the default"
          + " behavior"),
  SECRETS_USED_IN_ARG_OR_ENV("Sensitive data should not be used in the ARG or ENV commands"),
  INVALID_DEFAULT_ARG_IN_FROM(
      "Default value for global ARG results in an empty or invalid base image name"),
  FROM_PLATFORM_FLAG_CONST_DISALLOWED("FROM --platform flag should not use a constant value"),
  COPY_IGNORED_FILE("Attempting to Copy file that is excluded by .dockerignore"),
  EXPOSE_PROTO_CASING("Protocol in EXPOSE instruction should be lowercase"),
  EXPOSE_INVALID_FORMAT(
      "IP address and host-port mapping should not be used in EXPOSE instruction"),
  INVALID_BASE_IMAGE_PLATFORM("Base image platform does not match expected target platform");

  private static final String ADDRESS = "https://docs.docker.com/go/dockerfile/rule/";

  private final String description;

  LintRule(String description) {
    this.description = description;
  }

  /** {@code JSONArgsRecommended}. */
  public String title() {
    var title = new StringBuilder();
    for (var word : name().split("_", -1)) {
      title.append(word.equals("JSON") ? word : word.charAt(0) + lower(word.substring(1)));
    }
    return title.toString();
  }

  public String description() {
    return description;
  }

  /** Where it is explained. */
  public String address() {
    return ADDRESS + lower(name()).replace('_', '-') + "/";
  }

  /** A warning whose message begins with the rule. */
  public Problem at(SourceLocation place, String message) {
    return new Problem(place, title() + ": " + message);
  }

  /** The rule of a warning; empty for one that isn't about style. */
  public static Optional<LintRule> of(Problem warning) {
    return Arrays.stream(values())
        .filter(rule -> warning.message().startsWith(rule.title() + ": "))
        .findFirst();
  }

  /** A warning without its rule. */
  public String text(Problem warning) {
    return warning.message().substring(title().length() + 2);
  }

  /** {@code (did you mean $PATH?)}, or nothing. */
  public static String suggestion(String name, Collection<String> known) {
    var others = new TreeSet<>(known);
    others.remove(name);
    // One of two letters is near to everything.
    var hint = name.length() > 2 ? Suggestion.hint(name, others) : null;
    return hint == null ? "" : " (" + hint.replace("mean ", "mean $") + ")";
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
