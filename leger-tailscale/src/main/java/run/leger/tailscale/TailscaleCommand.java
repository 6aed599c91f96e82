package run.leger.tailscale;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import run.leger.core.internal.ThisUser;

/**
 * Builds the text of a {@code tailscale} command for a person to run: what is not default is repeated in it. The library itself never runs
 * one.
 */
public final class TailscaleCommand {
    private final List<String> words = new ArrayList<>();

    private TailscaleCommand(Path socket, String verb) {
        words.add("sudo");
        words.add("tailscale");
        if (!SocketDiscovery.isDefault(socket)) {
            words.add("--socket=" + socket);
        }
        words.add(verb);
    }

    /**
     * Starts a command.
     *
     * @param socket the daemon's socket; named in the command where it is not the default one
     * @param verb the subcommand, such as {@code up}
     * @return the command so far
     */
    public static TailscaleCommand of(Path socket, String verb) {
        return new TailscaleCommand(socket, verb);
    }

    /**
     * Starts {@code tailscale up} with all settings of the device that are not default: where a login is due, {@code up} insists on them.
     *
     * @param socket the daemon's socket
     * @param prefs the device's settings; an exit node whose address they do not hold is left out
     * @return the command so far; an option that is added again takes the place of the one that is there
     */
    public static TailscaleCommand up(Path socket, Prefs prefs) {
        return UpOptions.addTo(of(socket, "up"), prefs);
    }

    /**
     * Starts {@code tailscale login}, which logs in to another tailnet or account in a profile of its own, with the device's control server and host
     * name. All other settings of that profile are default.
     *
     * @param socket the daemon's socket
     * @param prefs the device's settings
     * @return the command so far
     */
    public static TailscaleCommand login(Path socket, Prefs prefs) {
        return UpOptions.addIdentity(of(socket, "login"), prefs);
    }

    /**
     * Returns what gives the user of this process the right to change settings.
     *
     * @param socket the daemon's socket
     * @param loggedInOnce whether the device was logged in before: an operator is kept with the profile, and before the first login there is
     *     none to keep it with
     * @return the line to type; for a user without a name, who cannot be an operator, what to do about that
     */
    public static String makeOperator(Path socket, boolean loggedInOnce) {
        String verb = loggedInOnce ? "set" : "up";
        return ThisUser.hasName()
                ? of(socket, verb).option("--operator", ThisUser.name()).toString()
                : "call as root, or give user " + ThisUser.name() + " a name (/etc/passwd), and then "
                        + of(socket, verb).option("--operator", "NAME");
    }

    /**
     * Adds an option with a value, in place of one of the same name.
     *
     * @param name the option, with its dashes
     * @param value its value
     * @return this command
     */
    public TailscaleCommand option(String name, String value) {
        words.removeIf(word -> word.startsWith(name + "="));
        words.add(name + "=" + value);
        return this;
    }

    /**
     * Adds an option where there is a value for it.
     *
     * @param name the option, with its dashes
     * @param value its value, if any
     * @return this command
     */
    public TailscaleCommand option(String name, Optional<String> value) {
        value.ifPresent(present -> option(name, present));
        return this;
    }

    /**
     * Adds a word.
     *
     * @param word an argument
     * @return this command
     */
    public TailscaleCommand word(String word) {
        words.add(word);
        return this;
    }

    /**
     * Returns the command, quoted for a POSIX shell where that is needed.
     *
     * @return the line to type
     */
    @Override
    public String toString() {
        return String.join(" ", words.stream().map(TailscaleCommand::quoted).toList());
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
