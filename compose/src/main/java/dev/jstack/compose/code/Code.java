package dev.jstack.compose.code;

/**
 * A kind of problem. The number never changes and is never given again; what it means stands in
 * {@code codes.txt}.
 */
public enum Code {
  YAML_SYNTAX("JS001"),
  DUPLICATE_KEY("JS002"),
  KEY_TYPE("JS003"),
  TOO_LARGE("JS004"),
  NOT_A_MAPPING("JS005"),
  UNREADABLE_FILE("JS006"),
  MERGE_KEY("JS007"),
  SEVERAL_FILES("JS008"),
  NO_SERVICE("JS009"),
  OBSOLETE("JS010"),
  UNKNOWN_KEY("JS101"),
  WRONG_TYPE("JS102"),
  MISSING_KEY("JS103"),
  UNKNOWN_WORD("JS104"),
  DUPLICATE_ITEM("JS105"),
  BAD_NAME("JS106"),
  OLD_BOOLEAN("JS107"),
  BAD_VALUE("JS108"),
  DURATION("JS109"),
  SIZE("JS110"),
  CHANGED_NUMBER("JS111"),
  UNSET_VARIABLE("JS201"),
  REQUIRED_VARIABLE("JS202"),
  TEMPLATE("JS203"),
  NO_ENV_FILE("JS204"),
  BAD_ENV_FILE("JS205"),
  PORT("JS301"),
  VOLUME("JS302"),
  COMMAND("JS303"),
  EXTRA_HOST("JS304"),
  HEALTHCHECK("JS305"),
  WATCH("JS306"),
  SEVERAL_PORTS("JS307"),
  CONTRADICTION("JS401"),
  NO_BASE("JS402"),
  EXTENDS_CIRCLE("JS403"),
  INCLUDE("JS404"),
  INCLUDE_CONFLICT("JS405"),
  UNDEFINED("JS501"),
  UNDEFINED_SERVICE("JS502"),
  NO_IMAGE("JS503"),
  DEPENDENCY_CIRCLE("JS504"),
  EXCLUSIVE("JS505"),
  TWICE_DIFFERENT("JS506"),
  NAME_TAKEN("JS507"),
  FIXED_ADDRESS("JS508"),
  MOUNTED_TWICE("JS509"),
  SCALE("JS510"),
  RESERVED_LABEL("JS511"),
  NO_ORIGIN("JS512"),
  NO_BIND_SOURCE("JS513"),
  NOT_BUILT("JS514"),
  NOT_HONOURED("JS601"),
  NOT_SUPPORTED("JS602"),
  NO_EFFECT("JS603");

  private final String number;

  Code(String number) {
    this.number = number;
  }

  /** As errors show it: {@code JS101}. */
  @Override
  public String toString() {
    return number;
  }
}
