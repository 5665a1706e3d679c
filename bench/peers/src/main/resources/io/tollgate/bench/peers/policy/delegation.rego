package tollgate.bench

import future.keywords.every
import future.keywords.if
import future.keywords.in

default allow := false

# The last link must grant what is asked, and each link no more than the one above it.
allow if {
	chain := data.delegations[input.delegation]
	count(chain) == 3
	chain[2].agent == input.agent
	input.permission in chain[2].permissions
	within_scope(input.scope, chain[2].scope)
	input.now >= chain[2].not_before
	input.now < chain[2].expires_at
	within(chain[2], chain[1])
	within(chain[1], chain[0])
	chain[0].delegator == ""
}

within(child, parent) if {
	child.delegator == parent.agent
	every permission in child.permissions {
		permission in parent.permissions
	}
	within_scope(child.scope, parent.scope)
	child.not_before >= parent.not_before
	child.expires_at <= parent.expires_at
}

within_scope(_, granted) if granted == ""

within_scope(asked, granted) if asked == granted
