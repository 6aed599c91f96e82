package run.leger.setec.leak;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A value that is looked for, in every form in which it could be read. */
final class Planted {
    private final Map<String, byte[]> forms = new LinkedHashMap<>();

    Planted(byte[] value) {
        String text = new String(value, ISO_8859_1);
        add("plain", text);
        for (int before = 0; before < 3; before++) {
            add("base64, " + before + " bytes in", base64(value, before));
        }
        add("hex", HexFormat.of().formatHex(value));
        add("reversed", new StringBuilder(text).reverse().toString());
    }

    /** Without what depends on the bytes before and behind it. */
    private static String base64(byte[] value, int before) {
        byte[] shifted = new byte[before + value.length];
        System.arraycopy(value, 0, shifted, before, value.length);
        int first = before == 0 ? 0 : before + 1;
        return Base64.getEncoder().encodeToString(shifted).substring(first, shifted.length / 3 * 4);
    }

    private void add(String form, String text) {
        forms.put(form, text.getBytes(ISO_8859_1));
        forms.put(form + ", two bytes a letter", text.getBytes(UTF_16BE));
        forms.put(form + ", two bytes a letter, low one first", text.getBytes(UTF_16LE));
    }

    /** Returns what is looked for, by the name of the form. */
    Map<String, byte[]> forms() {
        return forms;
    }

    /** Returns the form in which these bytes hold the value. */
    Optional<String> in(byte[] bytes) {
        return forms.entrySet().stream()
                .filter(form -> holds(bytes, form.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static boolean holds(byte[] bytes, byte[] wanted) {
        byte first = wanted[0];
        for (int at = 0; at <= bytes.length - wanted.length; at++) {
            if (bytes[at] == first && Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
    }
}
