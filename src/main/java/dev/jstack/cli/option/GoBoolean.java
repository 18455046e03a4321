package dev.jstack.cli.option;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * {@code --rm=1}, {@code --all=f}: a truth value in any of the forms that docker's options take.
 */
public final class GoBoolean implements ITypeConverter<Boolean> {
  @Override
  public Boolean convert(String value) {
    return switch (value) {
      case "1", "t", "T", "true", "TRUE", "True" -> true;
      case "0", "f", "F", "false", "FALSE", "False" -> false;
      default -> throw new TypeConversionException("expected true or false, got \"" + value + "\"");
    };
  }
}
