package run.leger.device.check;

/** How a check ended. */
public enum Outcome {
    /** As it should be. */
    OK,
    /** It works, but something about it should be known. */
    WARN,
    /** Not as it should be. */
    FAIL,
    /** Not done: its ground is missing, or nobody said what to expect. */
    SKIP;

    /**
     * Returns the word for people and for JSON.
     *
     * @return the name in lower case
     */
    public String word() {
        return switch (this) {
            case OK -> "ok";
            case WARN -> "warn";
            case FAIL -> "fail";
            case SKIP -> "skip";
        };
    }
}
