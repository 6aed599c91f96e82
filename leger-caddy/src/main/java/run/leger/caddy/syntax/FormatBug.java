package run.leger.caddy.syntax;

/**
 * Where {@code caddy fmt} of Caddy 2.11.9 changes what a file means, or leaves what it should lay out: all that are known, each with a file that
 * shows it. {@link run.leger.caddy.CaddyFormatter} does the same as Caddy; {@link SyntaxTree#format} does not.
 */
public enum FormatBug {
    /** A backtick that begins a line: the line end moves into the quotes. */
    BACKTICK_AT_LINE_START(Effect.VALUE, "a {\n\tb\n\t`c`\n}\n", "a {\n\tb `c\n\t`\n}\n", "a {\n\tb\n\t`c`\n}\n"),

    /** A word that begins a line with a backslash joins the line before. */
    BACKSLASH_AT_LINE_START(Effect.STRUCTURE, "a {\n\tb\n\t\\c\n}\n", "a {\n\tb \\c\n}\n", "a {\n\tb\n\t\\c\n}\n"),

    /** A token that ends in {@code <} is joined with the next one. */
    TOKEN_THAT_ENDS_IN_LESS_THAN(Effect.VALUE, "a {\n\tb 1 < 2\n}\n", "a {\n\tb 1 <2\n}\n", "a {\n\tb 1 < 2\n}\n"),

    /** Two {@code <} alone are joined with the next token, to the start of a heredoc where a line ends then. */
    TWO_LESS_THANS_ALONE(Effect.VALUE, "a {\n\tb <<  y\n}\n", "a {\n\tb <<y\n}\n", "a {\n\tb << y\n}\n"),

    /** A token that ends in a closing brace, without an opening one before it, is split. */
    CLOSING_BRACE_IN_TOKEN(Effect.STRUCTURE, "a {\n\tb y}\n}\n", "a {\n\tb y\n}\n}\n", "a {\n\tb y}\n}\n"),

    /** Global options after an import and an empty line become the block of the import. */
    IMPORT_BEFORE_GLOBAL_OPTIONS(
            Effect.STRUCTURE, "import a\n\n{\n\tdebug\n}\n", "import a {\n\tdebug\n}\n", "import a\n\n{\n\tdebug\n}\n"),

    /** The word import on the line of a closing brace, where it is an address, becomes an import. */
    IMPORT_AFTER_CLOSING_BRACE(Effect.STRUCTURE, "a {\n} import b\n", "a {\n}\n\nimport b\n", "a {\n} import b\n"),

    /** A heredoc in a file with CRLF is laid out like other lines. */
    HEREDOC_WITH_CRLF(
            Effect.VALUE,
            "a {\r\n\tb <<E\r\n\t\tx\r\n\t\t\ty\r\n\t\tE\r\n}\r\n",
            "a {\n\tb <<E\n\tx\n\ty\n\tE\n}\n",
            "a {\n\tb <<E\r\n\t\tx\r\n\t\t\ty\r\n\t\tE\n}\n"),

    /** The empty line after a heredoc without text goes, and with it what kept the next line from being taken. */
    HEREDOC_WITHOUT_TEXT(Effect.STRUCTURE, "a {\n\tb <<E\nE\n\n}\n", "a {\n\tb <<E\nE\n}\n", "a {\n\tb <<E\nE\n\n}\n"),

    /** The empty line after a comment with a backslash goes, which kept the next line from being continued. */
    COMMENT_WITH_BACKSLASH(
            Effect.STRUCTURE, "a {\n\tb # c:\\\n\n}\n", "a {\n\tb # c:\\\n}\n", "a {\n\tb # c:\\\n\n}\n"),

    /** A last token that could begin a heredoc begins one, for a line end comes after it. */
    HEREDOC_START_AT_END_OF_FILE(Effect.VALUE, "a <<E", "a <<E\n", "a <<E \n"),

    /** A quote that is open at the end of the file gets one more line end. */
    OPEN_QUOTE_AT_END_OF_FILE(Effect.VALUE, "a \"b", "a \"b\n", "a \"b"),

    /** An environment span is read as what is in it. */
    SPAN_OVER_LINES(
            Effect.STRUCTURE,
            "a {\n\tb {$X:\n{\n} z\n}\n",
            "a {\n\tb {$X: {\n\t}\tz\n}\n",
            "a {\n\tb {$X:\n{\n} z\n}\n"),

    /** A quote in an environment span ends the quoted text that the span is in. */
    QUOTE_IN_SPAN(
            Effect.STRUCTURE,
            "a {\n\tb \"{$X:\"}  c\"\n}\n",
            "a {\n\tb \"{$X:\"\n}\n\nc\"\n}\n",
            "a {\n\tb \"{$X:\"}  c\"\n}\n"),

    /** White space at the start goes, and what follows becomes a byte order mark. */
    BYTE_ORDER_MARK_AFTER_SPACE(Effect.VALUE, "\u00a0\ufeffa.com\n", "\ufeffa.com\n", " \ufeffa.com\n"),

    /** What stands directly behind the marker of a heredoc keeps the heredoc open for the formatter. */
    WORD_AFTER_HEREDOC(
            Effect.LAYOUT,
            "a {\n\tb <<E\n\tx\n\tE\"c\"   d\n\te   f\n}\n",
            "a {\n\tb <<E\n\tx\n\tE\"c\"   d\n\te   f\n}\n",
            "a {\n\tb <<E\n\tx\n\tE\"c\" d\n\te f\n}\n"),

    /** After an import with a comment the brace of the next section stays on a line of its own. */
    COMMENT_AFTER_IMPORT(Effect.LAYOUT, "import a # x\nb\n{\n}\n", "import a # x\nb\n{\n}\n", "import a # x\nb {\n}\n"),

    /** After a backtick text that ends in a backslash nothing is laid out. */
    BACKSLASH_BEFORE_BACKTICK(
            Effect.LAYOUT,
            "a {\n\tb `c\\`\n\td   e\n}\n",
            "a {\n\tb `c\\`\n\td   e\n}\n",
            "a {\n\tb `c\\`\n\td e\n}\n"),

    /** After a number sign within a token the rest of the line is copied, and a brace in it is not counted. */
    NUMBER_SIGN_IN_TOKEN(
            Effect.LAYOUT, "a {\n\tb a#b {\n\t}\n}\n", "a {\n\tb a#b {\n}\n}\n", "a {\n\tb a#b {\n\t}\n}\n"),

    /** A comment keeps the CR of its line. */
    COMMENT_WITH_CRLF(Effect.LAYOUT, "a {\r\n\tb # x\r\n}\r\n", "a {\n\tb # x\r\n}\n", "a {\n\tb # x\n}\n"),

    /** A backtick within a token is taken for a quote. */
    BACKTICK_IN_TOKEN(Effect.LAYOUT, "a {\n\tb x`y  z`\n}\n", "a {\n\tb x`y  z`\n}\n", "a {\n\tb x`y z`\n}\n"),

    /** A brace directly after a byte order mark gets a space before it. */
    BRACE_AFTER_BYTE_ORDER_MARK(
            Effect.LAYOUT, "\ufeff{\n\tdebug\n}\n", "\ufeff {\n\tdebug\n}\n", "\ufeff{\n\tdebug\n}\n");

    /** What comes of a bug. */
    public enum Effect {
        /** A token has another text, or is another kind of token. */
        VALUE,
        /** Tokens, lines or blocks are others; or the file is none any more. */
        STRUCTURE,
        /** The meaning stays, the layout is not what it is elsewhere. */
        LAYOUT
    }

    private final Effect effect;
    private final String input;
    private final String caddys;
    private final String mended;

    FormatBug(Effect effect, String input, String caddys, String mended) {
        this.effect = effect;
        this.input = input;
        this.caddys = caddys;
        this.mended = mended;
    }

    /**
     * Returns what comes of it.
     *
     * @return the effect on the file that shows it
     */
    public Effect effect() {
        return effect;
    }

    /**
     * Returns a file that shows it.
     *
     * @return a Caddyfile
     */
    public String input() {
        return input;
    }

    /**
     * Returns what {@code caddy fmt} makes of that file.
     *
     * @return the text
     */
    public String caddys() {
        return caddys;
    }

    /**
     * Returns the mended layout of that file.
     *
     * @return the text, which means what the file means
     */
    public String mended() {
        return mended;
    }
}
