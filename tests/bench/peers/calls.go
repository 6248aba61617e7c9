package main

import (
	"sync"
	"time"
)

const (
	questions  = 500_000
	patience   = 5 * time.Second
	owners     = 10
	timersEach = 100_000
	callers    = 10
	callsEach  = 10_000
	numbers    = 1_000
)

type question struct {
	number int
	reply  chan int
}
type echo struct {
	inbox chan question
	ended chan struct{} // Closed at its end: what a monitor is elsewhere.
}

// Each call has a time-out and hears of the server's end. Answers have a channel of their own, so
// that nothing needs to be passed over.
func call(figure string, waiting int) {
	server := echo{make(chan question, mailbox), make(chan struct{})}
	go func() {
		defer close(server.ended)
		for it := range server.inbox {
			it.reply <- it.number
		}
	}()
	own := make(chan int, waiting+1)
	for i := 0; i < waiting; i++ {
		own <- i
	}
	started := time.Now()
	for i := 0; i < questions; i++ {
		if ask(server, i) != i {
			panic("the server answers")
		}
	}
	report(figure, started, questions)
}

func ask(server echo, number int) int {
	reply := make(chan int, 1)
	timeout := time.NewTimer(patience)
	defer timeout.Stop()
	server.inbox <- question{number, reply}
	select {
	case answer := <-reply:
		return answer
	case <-server.ended:
		return -1
	case <-timeout.C:
		return -1
	}
}

// Starts timers, and cancels every other one.
func timers() {
	var done sync.WaitGroup
	started := time.Now()
	for owner := 0; owner < owners; owner++ {
		done.Add(1)
		go func() {
			expired := make(chan struct{}, 1)
			all := make([]*time.Timer, 0, timersEach)
			for i := 0; i < timersEach; i++ {
				delay := time.Duration(60_000+i*7919%60_000) * time.Millisecond
				all = append(all, time.AfterFunc(delay, func() { expired <- struct{}{} }))
			}
			for i := 0; i < timersEach; i += 2 {
				all[i].Stop()
			}
			done.Done()
		}()
	}
	done.Wait()
	report("timers", started, owners*timersEach*3/2)
}

type stage int

const release stage = 9 // setup, digits, route, ring, answer, connect, charge, talk, clear, release

type line struct{ card, circuit int }
type order struct {
	stage stage
	from  chan stage
}
type callRecord struct {
	caller, called int
	begun, ended   time.Time
}
type office struct {
	mutex   sync.RWMutex
	lines   map[int]line
	records map[int]callRecord
}

func telephoneCall() {
	exchange := &office{lines: map[int]line{}, records: map[int]callRecord{}}
	for i := 0; i < numbers; i++ {
		exchange.lines[i] = line{i / 16, i % 16}
	}
	var done sync.WaitGroup
	started := time.Now()
	for i := 0; i < callers; i++ {
		done.Add(1)
		go func(number int) {
			defer done.Done()
			for left := callsEach; left > 0; left-- {
				number = (number + 1) % numbers
				ended := make(chan struct{})
				go originating(exchange, number, ended)
				<-ended
			}
		}(i * 100)
	}
	done.Wait()
	report("telephone_call", started, callers*callsEach)
}

// The calling line's half: finds the other line, leads the call and writes its record.
func originating(exchange *office, number int, ended chan struct{}) {
	defer close(ended)
	begun := time.Now()
	exchange.mutex.RLock()
	other := exchange.lines[number]
	exchange.mutex.RUnlock()
	orders := make(chan order, 1)
	carried := make(chan stage, 1)
	go terminating(other, orders)
	for next := stage(0); next <= release; next++ {
		orders <- order{next, carried}
		<-carried
	}
	exchange.mutex.Lock()
	exchange.records[number] = callRecord{1, number, begun, time.Now()}
	exchange.mutex.Unlock()
}

// The half that belongs to the line which is called.
func terminating(_ line, orders chan order) {
	for {
		it := <-orders
		it.from <- it.stage
		if it.stage == release {
			return
		}
	}
}
