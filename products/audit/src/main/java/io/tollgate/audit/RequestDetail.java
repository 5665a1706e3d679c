package io.tollgate.audit;

import java.util.Currency;
import java.util.Optional;

/**
 * What a request asked for, as far as its kind says it.
 *
 * @param linkId of the chain's last link; empty where the record does not say.
 * @param permission the name, e.g. llm:call; "#" and the bit where it was never defined.
 * @param scopeHash of the request; 0 none.
 * @param resource the name of the resource type, or "#" and the code where it is not known.
 * @param amount units at the first rate; 0 for a check.
 * @param outputAmount units at the second rate.
 * @param costNano nano-units of the currency; 0 where there was no price.
 * @param priceId entry of the price list; 0 none.
 * @param currency of the cost.
 * @param eventId the caller's 128-bit event or reservation id as 32 hex digits.
 * @param fitting the amount that would have been granted.
 */
public record RequestDetail(
    Optional<Long> linkId,
    Optional<String> permission,
    long scopeHash,
    Optional<String> resource,
    long amount,
    long outputAmount,
    long costNano,
    long priceId,
    Optional<Currency> currency,
    Optional<String> eventId,
    Optional<Long> fitting) {}
