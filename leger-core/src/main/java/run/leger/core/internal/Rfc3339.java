package run.leger.core.internal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads times as Go writes them. What has another form goes to the JDK's parsers, which decide alone what else is a time: they cost a cold start
 * a hundred classes, and a status more than the rest of its parsing.
 */
final class Rfc3339 {
    private static final int SECONDS_END = "2006-01-02T15:04:05".length();

    private static final char[] ZERO = "0001-01-01T00:00:00Z".toCharArray();

    /** The zero time of Go, which stands for none. */
    static final Instant ZERO_TIME = Instant.ofEpochSecond(-62135596800L);

    private Rfc3339() {}

    /** Reads a part of the buffer, in which the parser has the text already. Throws {@link DateTimeException} where it is no time. */
    static Instant parse(char[] buffer, int from, int length) {
        // Three of five times of a device that nobody talks to.
        if (Arrays.equals(buffer, from, from + length, ZERO, 0, ZERO.length)) {
            return ZERO_TIME;
        }
        Instant common = common(buffer, from, from + length);
        if (common != null) {
            return common;
        }
        String text = new String(buffer, from, length);
        return text.endsWith("Z")
                ? Instant.parse(text)
                : OffsetDateTime.parse(text).toInstant();
    }

    /** Returns the time of {@code 2006-01-02T15:04:05[.999999999](Z|+07:00)}, or null for every other form. */
    private static @Nullable Instant common(char[] text, int from, int to) {
        int zone = from + SECONDS_END;
        if (to <= zone
                || text[from + 4] != '-'
                || text[from + 7] != '-'
                || text[from + 10] != 'T'
                || text[from + 13] != ':'
                || text[from + 16] != ':') {
            return null;
        }
        int year = number(text, from, from + 4);
        int month = number(text, from + 5, from + 7);
        int day = number(text, from + 8, from + 10);
        int hour = number(text, from + 11, from + 13);
        int minute = number(text, from + 14, from + 16);
        int second = number(text, from + 17, zone);
        int nanos = 0;
        if (text[zone] == '.') {
            int fraction = zone + 1;
            zone = digitsEnd(text, fraction, to);
            nanos = nanos(text, fraction, zone);
        }
        int offset = offset(text, zone, to);
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

    private static int digitsEnd(char[] text, int from, int to) {
        int at = from;
        while (at < to && text[at] >= '0' && text[at] <= '9') {
            at++;
        }
        return at;
    }

    private static int nanos(char[] text, int from, int to) {
        int digits = to - from;
        if (digits < 1 || digits > 9) {
            return -1;
        }
        int nanos = number(text, from, to);
        for (int i = digits; i < 9; i++) {
            nanos *= 10;
        }
        return nanos;
    }

    /** Returns seconds east, or the smallest number where this is not an offset of less than 18 hours. */
    private static int offset(char[] text, int zone, int to) {
        if (zone == to - 1 && text[zone] == 'Z') {
            return 0;
        }
        if (zone + 6 != to || text[zone] != '+' && text[zone] != '-' || text[zone + 3] != ':') {
            return Integer.MIN_VALUE;
        }
        int hours = number(text, zone + 1, zone + 3);
        int minutes = number(text, zone + 4, zone + 6);
        if (hours < 0 || hours > 17 || minutes < 0 || minutes > 59) {
            return Integer.MIN_VALUE;
        }
        int seconds = hours * 3600 + minutes * 60;
        return text[zone] == '-' ? -seconds : seconds;
    }

    /** Returns the number that the ASCII digits are, or -1 where something else is among them. */
    private static int number(char[] text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
