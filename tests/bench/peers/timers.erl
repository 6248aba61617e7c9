-module(timers).
-export([timers/0]).

-define(OWNERS, 10).
-define(TIMERS_EACH, 100000).
-define(OPERATIONS, ?OWNERS * ?TIMERS_EACH * 3 div 2).

timers() ->
    Self = self(),
    Started = erlang:monotonic_time(),
    [spawn(fun() -> owner(Self) end) || _ <- lists:seq(1, ?OWNERS)],
    [receive done -> ok end || _ <- lists:seq(1, ?OWNERS)],
    peers:report(timers, peers:each(Started, ?OPERATIONS)).

%% Starts timers, and cancels every other one.
owner(Employer) ->
    cancel_half(start(0, [])),
    Employer ! done,
    receive never -> ok end.

start(?TIMERS_EACH, Refs) -> Refs;
start(I, Refs) -> start(I + 1, [erlang:send_after(delay(I), self(), expired) | Refs]).

%% A minute or two, in no order.
delay(I) -> 60000 + I * 7919 rem 60000.

cancel_half([Ref, _ | Refs]) ->
    erlang:cancel_timer(Ref),
    cancel_half(Refs);
cancel_half([]) -> ok.
