package run.leger.cli;

/** What was asked for cannot be done as things are, and was not sent. */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    RefusedException(String message, String remedy) {
        super(message);
        this.remedy = remedy;
    }

    String remedy() {
        return remedy;
    }
}
