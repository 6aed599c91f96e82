package run.leger.core.internal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Reads times as Go writes them. What has another form goes to the JDK's parsers, which decide alone what else is a time: they cost a cold start
 * a hundred classes, and a status more than the rest of its parsing.
 */
final class Rfc3339 {
    private static final int SECONDS_END = "2006-01-02T15:04:05".length();

    private Rfc3339() {}

    /** Throws {@link DateTimeException} where the text is no time. */
    static Instant parse(String text) {
        Instant common = common(text);
        if (common != null) {
            return common;
        }
        return text.endsWith("Z")
                ? Instant.parse(text)
                : OffsetDateTime.parse(text).toInstant();
    }

    /** Returns the time of {@code 2006-01-02T15:04:05[.999999999](Z|+07:00)}, or null for every other form. */
    private static @Nullable Instant common(String text) {
        if (text.length() <= SECONDS_END
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || text.charAt(10) != 'T'
                || text.charAt(13) != ':'
                || text.charAt(16) != ':') {
            return null;
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, SECONDS_END);
        int zone = zoneStart(text);
        int nanos = nanos(text, zone);
        int offset = offset(text, zone);
        if (year < 0
                || month < 1
                || month > 12
                || day < 1
                || day > 28 && day > monthLength(year, month)
                || hour < 0
                || hour > 23
                || minute < 0
                || minute > 59
                || second < 0
                || second > 59
                || nanos < 0
                || offset == Integer.MIN_VALUE) {
            return null;
        }
        long days = LocalDate.of(year, month, day).toEpochDay();
        return Instant.ofEpochSecond(days * 86_400 + hour * 3_600L + minute * 60L + second - offset, nanos);
    }

    private static int monthLength(int year, int month) {
        return LocalDate.of(year, month, 1).lengthOfMonth();
    }

    private static int zoneStart(String text) {
        int at = SECONDS_END;
        while (at < text.length() && text.charAt(at) != 'Z' && text.charAt(at) != '+' && text.charAt(at) != '-') {
            at++;
        }
        return at;
    }

    private static int nanos(String text, int zone) {
        if (zone == SECONDS_END) {
            return 0;
        }
        int digits = zone - SECONDS_END - 1;
        if (text.charAt(SECONDS_END) != '.' || digits < 1 || digits > 9) {
            return -1;
        }
        int nanos = number(text, SECONDS_END + 1, zone);
        for (int i = digits; nanos > 0 && i < 9; i++) {
            nanos *= 10;
        }
        return nanos;
    }

    /** Returns seconds east, or the smallest number where this is not an offset of less than 18 hours. */
    private static int offset(String text, int zone) {
        if (zone == text.length() - 1 && text.charAt(zone) == 'Z') {
            return 0;
        }
        if (zone + 6 != text.length() || text.charAt(zone) == 'Z' || text.charAt(zone + 3) != ':') {
            return Integer.MIN_VALUE;
        }
        int hours = number(text, zone + 1, zone + 3);
        int minutes = number(text, zone + 4, zone + 6);
        if (hours < 0 || hours > 17 || minutes < 0 || minutes > 59) {
            return Integer.MIN_VALUE;
        }
        int seconds = hours * 3600 + minutes * 60;
        return text.charAt(zone) == '-' ? -seconds : seconds;
    }

    /** Returns the number that the ASCII digits are, or -1 where something else is among them. */
    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
