package run.leger.caddy.syntax;

/** How a token is quoted, as Caddy counts it. */
public enum Quote {
    /** Not at all; so also a quote that is open at the end of the file. */
    NONE,
    /** In double quotes, in which only {@code \"} is an escape. */
    DOUBLE,
    /** In backticks, in which there is no escape. */
    BACKTICK,
    /** As a heredoc. */
    HEREDOC
}
