package run.leger.caddy.imports;

import org.jspecify.annotations.Nullable;

/** Go's file patterns, as far as Caddy lets them be used: at most one {@code *} and one {@code ?}, and backslashes that take their meaning away. */
final class Glob {
    private Glob() {}

    /** Returns whether Caddy takes a pattern that matches nothing for one that may. */
    static boolean mayMatchNothing(String pattern) {
        return hasAny(pattern, "*?[]");
    }

    /** Returns whether files are looked for, not one opened by its name. */
    static boolean isPattern(String path) {
        return hasAny(path, "*?[\\");
    }

    private static boolean hasAny(String text, String characters) {
        return text.chars().anyMatch(c -> characters.indexOf(c) >= 0);
    }

    /** Returns what Caddy has against a pattern, null where nothing. */
    static @Nullable String mistake(String pattern) {
        boolean many = pattern.chars().filter(c -> c == '*').count() > 1
                || pattern.chars().filter(c -> c == '?').count() > 1;
        if (many || pattern.indexOf('[') >= 0 && pattern.indexOf(']') >= 0) {
            return "Glob pattern may only contain one wildcard (*), but has others: " + pattern;
        }
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '[' || c == '\\' && ++i == pattern.length()) {
                return "Failed to use import pattern " + pattern + ": syntax error in pattern";
            }
        }
        return null;
    }

    /** Returns whether a name matches one element of a pattern without mistakes. */
    static boolean matches(String pattern, String name) {
        return matches(pattern, 0, name, 0);
    }

    /** Calls itself for a star only, of which there is one. */
    private static boolean matches(String pattern, int from, String name, int start) {
        int at = start;
        for (int i = from; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '*') {
                for (int end = at; end <= name.length(); end++) {
                    if (matches(pattern, i + 1, name, end)) {
                        return true;
                    }
                }
                return false;
            }
            if (at == name.length()) {
                return false;
            }
            if (c == '?') {
                at += Character.charCount(name.codePointAt(at));
                continue;
            }
            if (c == '\\') {
                c = pattern.charAt(++i);
            }
            if (name.charAt(at++) != c) {
                return false;
            }
        }
        return at == name.length();
    }
}
