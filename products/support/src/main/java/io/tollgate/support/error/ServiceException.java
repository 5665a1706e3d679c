package io.tollgate.support.error;

/**
 * A product's service could not do what it was asked. The class says why; the message is fit for
 * the caller to read.
 */
public abstract sealed class ServiceException extends RuntimeException
    permits GateRefusedException,
        RefusedException,
        NotFoundException,
        ConflictException,
        InvalidRequestException,
        UnavailableException,
        StaleReadException,
        UnseenWriteException {
  private static final long serialVersionUID = 1L;

  /** With a message for the caller, which holds no secret. */
  protected ServiceException(final String message) {
    super(message);
  }

  /** With a message for the caller and a cause for the log. */
  protected ServiceException(final String message, final Throwable cause) {
    super(message, cause);
  }
}
