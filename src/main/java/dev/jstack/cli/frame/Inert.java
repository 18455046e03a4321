package dev.jstack.cli.frame;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An option of docker's that changes nothing here. Using it is told with the reason, so that nobody
 * relies on it, unless what it asks for is always so. On commands and on mixins.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Repeatable(Inert.All.class)
public @interface Inert {
  String[] names();

  /** The name of its value, or empty for one that has none. */
  String value() default "";

  /** Completes "has no effect:". */
  String because();

  /** Whether things are as it demands, anyway. */
  boolean fulfilled() default false;

  /** The options of one class. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.TYPE)
  @interface All {
    Inert[] value();
  }
}
