package run.leger.resolved;

/**
 * One assignment of a file, as systemd-resolved reads it.
 *
 * @param line the line where it begins, from 1
 * @param key the key, known or not
 * @param value the value, continued lines joined, without white space around it
 */
public record Assignment(int line, String key, String value) {}
