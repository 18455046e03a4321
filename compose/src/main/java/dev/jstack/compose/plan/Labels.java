package dev.jstack.compose.plan;

/** Labels of containers, networks and volumes; those of docker compose, which other tools read. */
public final class Labels {
  public static final String PREFIX = "com.docker.compose.";
  public static final String PROJECT = PREFIX + "project";
  public static final String SERVICE = PREFIX + "service";
  public static final String NUMBER = PREFIX + "container-number";
  public static final String ONE_OFF = PREFIX + "oneoff";
  public static final String CONFIG_HASH = PREFIX + "config-hash";
  public static final String IMAGE = PREFIX + "image";
  public static final String DEPENDS_ON = PREFIX + "depends_on";
  public static final String WORKING_DIR = PREFIX + "project.working_dir";
  public static final String CONFIG_FILES = PREFIX + "project.config_files";
  public static final String ENVIRONMENT_FILE = PREFIX + "project.environment_file";
  public static final String VERSION = PREFIX + "version";
  public static final String REPLACE = PREFIX + "replace";
  public static final String SLUG = PREFIX + "slug";
  public static final String NETWORK = PREFIX + "network";
  public static final String VOLUME = PREFIX + "volume";

  /** The canonical service a container was made from, as JSON: what a plan compares with. */
  public static final String CANONICAL = "dev.jstack.service";

  /** Ids of the images that it mounts, by name. */
  public static final String MOUNTED = "dev.jstack.mounted";

  /** Ids of the containers that it shares something with, by service. */
  public static final String SHARED = "dev.jstack.shared";

  /** Names of the variables that {@code up -e} gave, with commas. */
  public static final String ONCE = "dev.jstack.once";

  /** The digest of what an image was built from; on images. */
  public static final String CONTEXT = "dev.jstack.context";

  private Labels() {}
}
