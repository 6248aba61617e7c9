-module(lateness).
-export([late_normal/0, late_high/0, late_runaway/0]).

-define(TICKS, 1000).
-define(BUSY_PER_SCHEDULER, 100).
-define(STEPS_PER_MESSAGE, 100).
-define(WARM_UP, 200).

late_normal() -> while_busy(late_normal, normal).
late_high() -> while_busy(late_high, high).
late_runaway() ->
    [spawn(fun runaway/0) || _ <- lists:seq(1, erlang:system_info(schedulers))],
    metronome(late_runaway, normal).

while_busy(Figure, Priority) ->
    Count = ?BUSY_PER_SCHEDULER * erlang:system_info(schedulers),
    [spawn(fun() -> self() ! go_on, busy(1) end) || _ <- lists:seq(1, Count)],
    metronome(Figure, Priority).

%% Always has a message to handle.
busy(Sum) ->
    receive go_on ->
        Next = steps(?STEPS_PER_MESSAGE, Sum),
        self() ! go_on,
        busy(Next)
    end.

steps(0, Sum) -> Sum;
steps(I, Sum) -> steps(I - 1, (Sum * 31 + I) band 16#ffffffff).

runaway() -> runaway().

%% Starts a timer of 1 ms again and again and notes how late each is.
metronome(Figure, Priority) ->
    {_, Ref} = spawn_opt(fun() -> tick(?WARM_UP), ticks(Figure, ?TICKS, []) end,
                         [monitor, {priority, Priority}]),
    receive {'DOWN', Ref, process, _, _} -> ok end.

ticks(Figure, 0, Late) ->
    peers:report(Figure, lists:nth(?TICKS * 99 div 100 + 1, lists:sort(Late)) / 1000);
ticks(Figure, Left, Late) -> ticks(Figure, Left - 1, [tick(1) | Late]).

tick(Milliseconds) ->
    Started = erlang:monotonic_time(),
    erlang:send_after(Milliseconds, self(), tick),
    receive tick -> peers:elapsed(Started) - Milliseconds * 1000000 end.
