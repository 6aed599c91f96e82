package run.leger.resolved;

import run.leger.core.LegerException;

/** A value cannot stand in resolved.conf: systemd-resolved would drop it, or read something else. The message never holds the value. */
public final class InvalidSettingException extends LegerException {
    private static final long serialVersionUID = 1L;

    private final String setting;
    private final String reason;

    /**
     * Makes an error.
     *
     * @param setting which setting, such as {@code DNS=}
     * @param reason what is wrong with the value
     */
    public InvalidSettingException(String setting, String reason) {
        super(setting + " " + reason, "give another value for " + setting, null);
        this.setting = setting;
        this.reason = reason;
    }

    String reason() {
        return reason;
    }

    /**
     * Returns which setting it was.
     *
     * @return the key with its equals sign, or another name of the place
     */
    public String setting() {
        return setting;
    }
}
