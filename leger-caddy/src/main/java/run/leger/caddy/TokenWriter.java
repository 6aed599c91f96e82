package run.leger.caddy;

import java.util.regex.Pattern;
import run.leger.caddy.Argument.Env;
import run.leger.caddy.Argument.Kind;
import run.leger.caddy.Argument.Part;
import run.leger.caddy.Argument.Placeholder;
import run.leger.caddy.Argument.Read;
import run.leger.caddy.Argument.Text;

/** Decides how each argument is spelt: the one place where a value could become syntax, and does not. */
final class TokenWriter {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+*=?&~^,!|()\\[\\]-]+");
    /** The texts that Caddy rewrites to longer placeholders wherever they stand in a site, and cannot be told not to. */
    private static final Pattern SHORTHAND = Pattern.compile(
            "\\{("
                    + "host|hostport|port|scheme|method|uuid|%?uri|%?path|dir|file|[%?]?query|orig_method|orig_uri|orig_path|orig_dir|orig_file"
                    + "|orig_\\??query|remote|remote_host|remote_port|tls_cipher|tls_version"
                    + "|tls_client_(fingerprint|issuer|serial|subject|certificate_pem|certificate_der_base64)|upstream_hostport|client_ip"
                    + "|(header|cookie|labels|path|file|query|vars|file_match)\\.[A-Za-z0-9_-]*|(re|rp|resp|err)\\.[A-Za-z0-9_.-]*)\\}");

    private final int importLevels;
    private final CaddyVersion version;

    TokenWriter(int importLevels, CaddyVersion version) {
        this.importLevels = importLevels;
        this.version = version;
    }

    /** Returns the source of one argument. */
    String write(Argument argument, String position) {
        if (argument.parts().size() == 1 && argument.parts().get(0) instanceof Read read) {
            return Spelling.of(read.token());
        }
        StringBuilder value = new StringBuilder();
        boolean env = false;
        for (Part part : argument.parts()) {
            if (part instanceof Text text) {
                value.append(escaped(text, position));
                continue;
            }
            if (!value.isEmpty() && value.charAt(value.length() - 1) == '\\') {
                throw Check.refuse(position, "a backslash stands directly before a placeholder or environment span");
            }
            if (part instanceof Read) {
                throw Check.refuse(position, "joins what was read from a file with something else");
            }
            if (part instanceof Placeholder placeholder) {
                value.append('{').append(placeholder.name()).append('}');
            } else if (part instanceof Env span) {
                env = true;
                value.append(SPAN_OPEN)
                        .append(span.variable())
                        .append(span.fallback().isEmpty() ? "" : ":" + span.fallback())
                        .append('}');
            }
        }
        return spell(value.toString(), env, argument.isQuoted(), position);
    }

    private static boolean isBrace(String value) {
        return value.equals("{") || value.equals("}") || value.equals("{}");
    }

    /** Stands for the opening of an environment span while literal ones are still to be escaped; no text has this character. */
    private static final char SPAN_OPEN = '\0';

    private String escaped(Text text, String position) {
        String value = text.value();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == 0) {
                throw Check.refuse(position, "holds a NUL character");
            }
            boolean high = Character.isHighSurrogate(c);
            if (high && i + 1 < value.length() && Character.isLowSurrogate(value.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw Check.refuse(position, "holds half a surrogate pair, which UTF-8 cannot carry");
            }
        }
        if (value.indexOf('{') < 0 && value.indexOf('}') < 0) {
            return value;
        }
        if (text.kind() == Kind.UNKNOWN) {
            throw new UnwritableValueException(
                    position,
                    "holds a brace, and whether Caddy replaces placeholders here is not known",
                    "say what the field is: Argument.text(...) where Caddy replaces placeholders, Argument.verbatim(...) where it does not, or"
                            + " Argument.placeholder(...) if one is meant");
        }
        if (text.kind() == Kind.VERBATIM) {
            if (SHORTHAND.matcher(value).find()) {
                throw Check.refuse(position, "holds a placeholder shorthand, which Caddy rewrites in every field");
            }
            if (isBrace(value) && importLevels == 0 && !version.readsQuotedBraces()) {
                throw new UnwritableValueException(
                        position,
                        "is only a brace, which Caddy before 2.11.9 takes for the brace of a block",
                        "give another value, or write for the version that is there: render(CaddyVersion.of(...))");
            }
        }
        String backslashes = "\\".repeat(importLevels + (text.kind() == Kind.REPLACED ? 1 : 0));
        return value.replace("{", backslashes + "{").replace("}", backslashes + "}");
    }

    /** Returns a spelling of text that Caddy's lexer gives back, with the spans that stand in it. */
    static String spell(String value, boolean env, String position) {
        return spell(value, env, false, position);
    }

    private static String spell(String value, boolean env, boolean quoted, String position) {
        if (value.isEmpty()) {
            return "\"\"";
        }
        if (!env && !quoted && PLAIN.matcher(value).matches()) {
            return value;
        }
        if (fitsDoubleQuotes(value)) {
            return "\"" + source(value.replace("\"", "\\\""), env) + "\"";
        }
        if (env) {
            throw Check.refuse(
                    position, "an odd number of backslashes before a quote or the end, beside an environment span");
        }
        if (value.indexOf('`') < 0 && !value.endsWith("\\")) {
            return "`" + source(value, env) + "`";
        }
        if (value.indexOf('\r') < 0) {
            String marker = "EOT";
            while (value.contains(marker)) {
                marker += "T";
            }
            return "<<" + marker + "\n" + source(value, env) + "\n" + marker;
        }
        throw Check.refuse(
                position,
                "holds a carriage return, and an odd number of backslashes before a quote or the end: Caddy has no spelling for both");
    }

    /** Undoes the layer before the lexer: a literal span opening becomes a span that gives one, and ours becomes one. */
    private static String source(String value, boolean env) {
        String literal = value.replace("{$", "{$:{$}");
        return env ? literal.replace(String.valueOf(SPAN_OPEN), "{$") : literal;
    }

    private static boolean fitsDoubleQuotes(String value) {
        int run = 0;
        for (int i = 0; i <= value.length(); i++) {
            char c = i < value.length() ? value.charAt(i) : '"';
            if (c == '\\') {
                run++;
                continue;
            }
            if (c == '"' && run % 2 != 0) {
                return false;
            }
            run = 0;
        }
        return true;
    }
}
