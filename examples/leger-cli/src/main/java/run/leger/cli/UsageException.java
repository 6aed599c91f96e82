package run.leger.cli;

/** The command line is wrong; the message says how. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    UsageException(String message) {
        this(message, "leger --help");
    }

    UsageException(String message, String remedy) {
        super(message);
        this.remedy = remedy;
    }

    String remedy() {
        return remedy;
    }
}
