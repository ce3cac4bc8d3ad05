package project_test

import (
	"context"
	"fmt"
	"log"

	"github.com/litexa-go/litexa/project"
)

func Example() {
	ctx := context.Background()
	// Any folder or file of the project will do.
	p, diags, err := project.Load(ctx, "testdata/example/litexa/main.litexa", project.Options{})
	if err != nil {
		log.Fatal(err)
	}
	defer p.Close()
	fmt.Println(p.Config.Name, p.Deployment.Kind() == project.AWS, string(p.Deploy()))

	prog, found := p.Compile(ctx)
	diags = append(diags, found...)
	diags = append(diags, p.Check(ctx, prog)...)
	for _, d := range diags {
		fmt.Println(d.Error())
	}
	m, _ := p.Model(ctx, prog, "en-US")
	fmt.Println(m.InvocationName, m.Intents[0].Name)
	// Output:
	// tea-time true {"CUPS":2}
	// tea time FOR_MINUTES_MINUTES
}

func ExampleProject_Manifest() {
	ctx := context.Background()
	p, _, err := project.Load(ctx, "testdata/example", project.Options{Target: "production"})
	if err != nil {
		log.Fatal(err)
	}
	defer p.Close()
	// Nothing was deployed yet, so texts stand in for what is not known.
	m, diags := p.Manifest(ctx, project.ManifestOptions{Stubs: true})
	if m == nil {
		log.Fatal(diags.Err())
	}
	for _, l := range m.Locales {
		fmt.Println(l.Code, l.Invocation)
	}
	// Output:
	// en-US tea time
}
