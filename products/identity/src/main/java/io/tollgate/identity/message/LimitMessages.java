package io.tollgate.identity.message;

import io.tollgate.engine.domain.quota.BudgetPeriod;
import io.tollgate.engine.domain.quota.ResourceType;
import io.tollgate.identity.domain.Budget;
import io.tollgate.identity.domain.Quota;
import io.tollgate.identity.v1.IdentityV1;
import io.tollgate.support.error.InvalidRequestException;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;

/** Quotas and budgets as messages. */
final class LimitMessages {
  /** More quotas than there are resources now: a newer version may know more of them. */
  private static final int MAX_QUOTAS = 64;

  private LimitMessages() {}

  static IdentityV1.Quota of(final Quota quota) {
    final IdentityV1.Quota.Builder message =
        IdentityV1.Quota.newBuilder().setResource(resource(quota.resource()));
    limit(quota.hourLimit(), message::setHourLimit);
    limit(quota.dayLimit(), message::setDayLimit);
    limit(quota.monthLimit(), message::setMonthLimit);
    limit(quota.concurrentLimit(), message::setConcurrentLimit);
    return message.build();
  }

  private static void limit(final long limit, final LongConsumer field) {
    if (limit != Quota.NO_LIMIT) {
      field.accept(limit);
    }
  }

  /**
   * The quotas of messages, without those of resources that only a newer version knows.
   *
   * @throws InvalidRequestException where they are no quotas, or two of one resource.
   */
  static List<Quota> quotas(final List<IdentityV1.Quota> messages) {
    if (messages.size() > MAX_QUOTAS) {
      throw new InvalidRequestException("quotas", "are at most " + MAX_QUOTAS);
    }
    final Set<ResourceType> seen = EnumSet.noneOf(ResourceType.class);
    final List<Quota> quotas = new ArrayList<>();
    for (final IdentityV1.Quota message : messages) {
      final Optional<ResourceType> resource = resource(message.getResource());
      if (resource.isPresent()) {
        if (!seen.add(resource.get())) {
          throw new InvalidRequestException("quotas", "are at most one of each resource");
        }
        quotas.add(quota(resource.get(), message));
      }
    }
    return quotas;
  }

  private static Quota quota(final ResourceType resource, final IdentityV1.Quota message) {
    return new Quota(
        resource,
        limit("quotas.hour_limit", message.hasHourLimit(), message.getHourLimit()),
        limit("quotas.day_limit", message.hasDayLimit(), message.getDayLimit()),
        limit("quotas.month_limit", message.hasMonthLimit(), message.getMonthLimit()),
        limit(
            "quotas.concurrent_limit", message.hasConcurrentLimit(), message.getConcurrentLimit()));
  }

  private static long limit(final String field, final boolean isThere, final long limit) {
    return isThere ? Fields.number(field, limit) : Quota.NO_LIMIT;
  }

  static IdentityV1.Budget of(final Budget budget) {
    return IdentityV1.Budget.newBuilder()
        .setLimitNano(budget.limitNano())
        .setCurrency(budget.currency().getCurrencyCode())
        .setPeriod(period(budget.period()))
        .build();
  }

  static Budget budget(final IdentityV1.Budget message) {
    return new Budget(
        Fields.number("budget.limit_nano", message.getLimitNano()),
        currency(message.getCurrency()),
        period(message.getPeriod()));
  }

  private static Currency currency(final String code) {
    try {
      return Currency.getInstance(code);
    } catch (final IllegalArgumentException e) {
      throw new InvalidRequestException("budget.currency", "is three letters of ISO 4217");
    }
  }

  private static IdentityV1.Resource resource(final ResourceType resource) {
    return switch (resource) {
      case LLM_TOKENS -> IdentityV1.Resource.RESOURCE_LLM_TOKENS;
      case CPU_SECONDS -> IdentityV1.Resource.RESOURCE_CPU_SECONDS;
      case MEMORY_GB_HOURS -> IdentityV1.Resource.RESOURCE_MEMORY_GB_HOURS;
      case DISK_BYTES -> IdentityV1.Resource.RESOURCE_DISK_BYTES;
      case EGRESS_BYTES -> IdentityV1.Resource.RESOURCE_EGRESS_BYTES;
      case MESSAGES -> IdentityV1.Resource.RESOURCE_MESSAGES;
      case SANDBOXES -> IdentityV1.Resource.RESOURCE_SANDBOXES;
    };
  }

  private static Optional<ResourceType> resource(final IdentityV1.Resource resource) {
    return switch (resource) {
      case RESOURCE_LLM_TOKENS -> Optional.of(ResourceType.LLM_TOKENS);
      case RESOURCE_CPU_SECONDS -> Optional.of(ResourceType.CPU_SECONDS);
      case RESOURCE_MEMORY_GB_HOURS -> Optional.of(ResourceType.MEMORY_GB_HOURS);
      case RESOURCE_DISK_BYTES -> Optional.of(ResourceType.DISK_BYTES);
      case RESOURCE_EGRESS_BYTES -> Optional.of(ResourceType.EGRESS_BYTES);
      case RESOURCE_MESSAGES -> Optional.of(ResourceType.MESSAGES);
      case RESOURCE_SANDBOXES -> Optional.of(ResourceType.SANDBOXES);
      case UNRECOGNIZED -> Optional.empty();
      case RESOURCE_UNSPECIFIED -> throw Fields.missing("quotas.resource");
    };
  }

  private static IdentityV1.BudgetPeriod period(final BudgetPeriod period) {
    return switch (period) {
      case LIFETIME -> IdentityV1.BudgetPeriod.BUDGET_PERIOD_LIFETIME;
      case DAY -> IdentityV1.BudgetPeriod.BUDGET_PERIOD_DAY;
      case MONTH -> IdentityV1.BudgetPeriod.BUDGET_PERIOD_MONTH;
    };
  }

  private static BudgetPeriod period(final IdentityV1.BudgetPeriod period) {
    return switch (period) {
      case BUDGET_PERIOD_LIFETIME, UNRECOGNIZED -> BudgetPeriod.LIFETIME;
      case BUDGET_PERIOD_DAY -> BudgetPeriod.DAY;
      case BUDGET_PERIOD_MONTH -> BudgetPeriod.MONTH;
      case BUDGET_PERIOD_UNSPECIFIED -> throw Fields.missing("budget.period");
    };
  }
}
