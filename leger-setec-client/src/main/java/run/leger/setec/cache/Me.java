package run.leger.setec.cache;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;

/** Whose files are believed: those of this process's user, and those of root, who can do everything anyway. */
final class Me {
    private Me() {}

    static boolean trusts(UserPrincipal owner) {
        return owner.getName().equals("root") || isProcess(owner) || isUser(owner);
    }

    private static boolean isProcess(UserPrincipal owner) {
        try {
            return Files.getOwner(Path.of("/proc/self")).equals(owner);
        } catch (IOException e) {
            return false;
        }
    }

    /** Where there is no /proc, or it tells nothing of this process. */
    private static boolean isUser(UserPrincipal owner) {
        try {
            return FileSystems.getDefault()
                    .getUserPrincipalLookupService()
                    .lookupPrincipalByName(System.getProperty("user.name", ""))
                    .equals(owner);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
