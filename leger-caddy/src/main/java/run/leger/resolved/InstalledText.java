package run.leger.resolved;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** A drop-in as it is installed: two comments that say whose it is and what it was, so that later changes by hand can be told, and the rest. */
final class InstalledText {
    private static final String OWNER =
            "# Written by Leger. Change it with 'leger resolved install', remove it with 'leger resolved uninstall'.\n";
    private static final String SUM = "# SHA-256 of what follows: ";
    private static final int HEADER = OWNER.length() + SUM.length() + 64 + 1;

    /** Whose a file is. */
    enum Owner {
        OURS,
        OURS_CHANGED,
        OTHERS
    }

    private InstalledText() {}

    static byte[] of(ResolvedConf conf) {
        byte[] rest = conf.toBytes();
        byte[] header = header(rest);
        byte[] all = Arrays.copyOf(header, header.length + rest.length);
        System.arraycopy(rest, 0, all, header.length, rest.length);
        return all;
    }

    static Owner ownerOf(byte[] file) {
        byte[] owner = OWNER.getBytes(StandardCharsets.US_ASCII);
        if (file.length < owner.length || !Arrays.equals(file, 0, owner.length, owner, 0, owner.length)) {
            return Owner.OTHERS;
        }
        if (file.length < HEADER) {
            return Owner.OURS_CHANGED;
        }
        byte[] rest = Arrays.copyOfRange(file, HEADER, file.length);
        return Arrays.equals(file, 0, HEADER, header(rest), 0, HEADER) ? Owner.OURS : Owner.OURS_CHANGED;
    }

    private static byte[] header(byte[] rest) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(rest);
            return (OWNER + SUM + HexFormat.of().formatHex(sum) + "\n").getBytes(StandardCharsets.US_ASCII);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
