package dev.jstack.cli.option;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;

/**
 * An option that scripts give with nothing in it, {@code --name "$NAME"}, as if it weren't given.
 */
public final class EmptyIsNone implements ITypeConverter<@Nullable String> {
  @Override
  public @Nullable String convert(String value) {
    return value.isEmpty() ? null : value;
  }
}
