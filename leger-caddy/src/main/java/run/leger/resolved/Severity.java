package run.leger.resolved;

/** How bad a {@link Finding} is. */
public enum Severity {
    /** Works, and is worth knowing. */
    INFO,
    /** A setting is ignored, or does something else than it seems to. */
    WARNING,
    /** Names do not resolve, or systemd-resolved stops reading, so that the files after this one are lost too. */
    ERROR
}
