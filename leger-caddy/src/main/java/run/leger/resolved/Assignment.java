package run.leger.resolved;

/**
 * One assignment of a file, as systemd-resolved reads it.
 *
 * @param origin where it begins
 * @param key the key, known or not
 * @param value the value, continued lines joined, without white space around it
 */
public record Assignment(Origin origin, String key, String value) {}
