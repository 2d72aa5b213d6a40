package io.wxsession.http;

/** Ends a request with a {@link Problem}. It has no stack trace, because it is a response and not a defect. */
public final class ProblemException extends RuntimeException {

    private final transient Problem problem;

    ProblemException(Problem problem) {
        super(problem.problemCode().code(), null, false, false);
        this.problem = problem;
    }

    /** The outcome of a request as a metric label: {@code ok} or the code of the problem. */
    public static String outcome(Throwable failure) {
        if (failure == null) {
            return "ok";
        }
        return (failure instanceof ProblemException exception ? exception.problem.problemCode() : ProblemCode.INTERNAL_ERROR)
                .code();
    }

    /** The problem that the response contains. */
    public Problem problem() {
        return problem;
    }
}
