%% The same work as in the .cpp files beside: erl -run peers main WORK
-module(peers).
-export([main/1, report/2, each/2, elapsed/1]).

main([Work]) ->
    logger:set_primary_config(level, none),
    run(list_to_atom(Work)),
    halt().

run(spawn_exit) -> births:spawn_exit();
run(spawn_monitor) -> births:spawn_monitor();
run(ping_pong) -> messages:ping_pong();
run(ring_10k) -> messages:ring(ring_10k, 10000, 100);
run(ring_1m) -> messages:ring(ring_1m, 1000000, 2);
run(fan_in) -> messages:fan_in();
run(call) -> calls:call(call, 0);
run(call_over_10k) -> calls:call(call_over_10k, 10000);
run(timers) -> timers:timers();
run(restarts) -> supervision:restarts();
run(restart_delay) -> supervision:restart_delay();
run(late_normal) -> lateness:late_normal();
run(late_high) -> lateness:late_high();
run(late_runaway) -> lateness:late_runaway();
run(telephone_call) -> telephone:telephone_call();
run(idle_process) -> idle:idle_process().

report(Figure, Value) -> io:format("~s ~.1f~n", [Figure, float(Value)]).

%% Nanoseconds since, and those of each of Count.
elapsed(Started) ->
    erlang:convert_time_unit(erlang:monotonic_time() - Started, native, nanosecond).
each(Started, Count) -> elapsed(Started) / Count.
